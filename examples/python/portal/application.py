"""The application: one engine, its interface and its pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import xueshi
from fastapi import FastAPI

from portal import interface, pages, problems

DESCRIPTION = """Every command and query of xueshi (学时) over HTTP.

**A demonstration.** The header `X-Demo-Actor` says who asks, and is believed: put your own
authentication in its place. Refusals are problem documents with every reason in Chinese and English.
"""


def create_app(engine: xueshi.Engine) -> FastAPI:
    """The engine is closed with the application, after the requests that are going on."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.close()

    app = FastAPI(
        title="xueshi portal (demonstration)",
        version=xueshi.__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
    )
    app.state.engine = engine
    problems.install(app)
    app.include_router(interface.router(), prefix="/api")
    app.include_router(pages.router)
    return app
