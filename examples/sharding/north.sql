-- Makes a server that has nothing yet the one that coordinates: of the tables that grow, the rows of some
-- counties lie on another server, `south`, where an engine has prepared the tables already. psql gives
-- south's host and the password.
\set ON_ERROR_STOP on
CREATE EXTENSION postgres_fdw;
-- With its own estimates of costs, south is asked for the keys that are wanted, not for whole tables.
CREATE SERVER south FOREIGN DATA WRAPPER postgres_fdw
    OPTIONS (host :'host', dbname 'postgres', use_remote_estimate 'true', batch_size '1000');
CREATE USER MAPPING FOR CURRENT_USER SERVER south OPTIONS (user 'xueshi', password :'password');

CREATE SCHEMA xueshi;
IMPORT FOREIGN SCHEMA xueshi LIMIT TO (xueshi_enrollment, xueshi_person)
    FROM SERVER south INTO xueshi;
ALTER FOREIGN TABLE xueshi.xueshi_enrollment RENAME TO xueshi_enrollment_south;
ALTER FOREIGN TABLE xueshi.xueshi_person RENAME TO xueshi_person_south;

-- By the county that leads the key: 320201 and 320205 lie in the south, all others here.
CREATE TABLE xueshi.xueshi_enrollment (LIKE xueshi.xueshi_enrollment_south) PARTITION BY LIST (home);
ALTER TABLE xueshi.xueshi_enrollment
    ATTACH PARTITION xueshi.xueshi_enrollment_south FOR VALUES IN ('320201', '320205');
CREATE TABLE xueshi.xueshi_enrollment_north PARTITION OF xueshi.xueshi_enrollment
    (PRIMARY KEY (home, teacher, project)) DEFAULT;

CREATE TABLE xueshi.xueshi_person (LIKE xueshi.xueshi_person_south) PARTITION BY LIST (home);
ALTER TABLE xueshi.xueshi_person
    ATTACH PARTITION xueshi.xueshi_person_south FOR VALUES IN ('320201', '320205');
CREATE TABLE xueshi.xueshi_person_north PARTITION OF xueshi.xueshi_person
    (PRIMARY KEY (home, teacher)) DEFAULT;
