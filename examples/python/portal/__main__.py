"""Starts the portal: `PYTHONPATH=examples/python python -m portal --sample`."""

import argparse
import socket
import sys
from pathlib import Path

import uvicorn
import xueshi
from xueshi import Actor

from portal.application import create_app
from portal.sample import register_sample


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="portal", description="A demonstration portal. 演示用门户。"
    )
    parser.add_argument("--storage", default="memory:", help='e.g. "sqlite:county.db" 存储地址')
    parser.add_argument("--policy", default="jiangsu", help="a shipped policy or a file 政策")
    parser.add_argument("--province", default="32", help="the province's code 省级机构代码")
    parser.add_argument("--port", type=int, default=8000, help="0: any that is free 端口，0 为任意")
    parser.add_argument("--sample", action="store_true", help="registers a sample 登记示例数据")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    province = Actor("province_admin", org=given.province)
    file = Path(given.policy)  # what names a file is one, and anything else is shipped or unknown
    policy = file if file.is_file() or len(file.parts) > 1 else given.policy
    try:
        listening = socket.create_server(("127.0.0.1", given.port))
    except (OSError, OverflowError) as failure:
        print(f"portal: port {given.port}: {failure}", file=sys.stderr)
        return 1
    try:
        engine = xueshi.Engine.open(given.storage, policy=policy, founder=province, patience=5.0)
        if given.sample:
            register_sample(engine, province)
    except (xueshi.Error, xueshi.Refused, ValueError, OSError) as failure:
        print(f"portal: {failure}", file=sys.stderr)
        return 1
    config = uvicorn.Config(create_app(engine), log_level="warning", timeout_graceful_shutdown=10)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
