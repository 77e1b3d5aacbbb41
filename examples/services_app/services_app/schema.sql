-- The app's own database. Times are RFC 3339 in UTC; money is in whole riyals.
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('person', 'provider', 'unit')),
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS business (
    account TEXT PRIMARY KEY REFERENCES account (id),
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    bank_account BLOB NOT NULL,
    bank_account_end TEXT NOT NULL
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
    address TEXT NOT NULL,
    details TEXT NOT NULL,
    wanted_at TEXT NOT NULL,
    price INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'done')),
    provider TEXT REFERENCES account (id),
    payment TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS request_person ON request (person);
CREATE INDEX IF NOT EXISTS request_provider ON request (provider);
CREATE TABLE IF NOT EXISTS correction (
    person TEXT NOT NULL REFERENCES account (id),
    request TEXT NOT NULL REFERENCES request (id),
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS interaction (
    person TEXT NOT NULL REFERENCES account (id),
    page TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS interaction_person ON interaction (person);
CREATE TABLE IF NOT EXISTS chat_message (
    person TEXT NOT NULL REFERENCES account (id),
    request TEXT NOT NULL REFERENCES request (id),
    says TEXT NOT NULL CHECK (says IN ('taken', 'done')),
    at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS closed_channel (
    account TEXT NOT NULL REFERENCES account (id),
    channel TEXT NOT NULL,
    PRIMARY KEY (account, channel)
) STRICT;
