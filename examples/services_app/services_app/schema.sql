-- The app's own database: credentials, opaque numbers and the state of requests. What people gave
-- is kept by Amana. Times are RFC 3339 in UTC; money is in whole riyals.
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('person', 'provider', 'unit')),
    sign_in TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_visit TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS business (
    account TEXT PRIMARY KEY REFERENCES account (id),
    service TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    device TEXT NOT NULL,
    began_at TEXT NOT NULL,
    proven_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS failed_try (
    account TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS request (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES account (id),
    service TEXT NOT NULL,
    area TEXT NOT NULL,
    wanted_at TEXT NOT NULL,
    price INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'done')),
    provider TEXT REFERENCES account (id),
    paid INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS request_person ON request (person);
CREATE INDEX IF NOT EXISTS request_provider ON request (provider);
CREATE TABLE IF NOT EXISTS chat_message (
    person TEXT NOT NULL REFERENCES account (id),
    request TEXT REFERENCES request (id),
    says TEXT NOT NULL CHECK (says IN ('taken', 'done', 'offer')),
    at TEXT NOT NULL
) STRICT;
