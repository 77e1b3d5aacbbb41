-- The app's own database: opaque numbers and how orders stand. What people gave, their passwords
-- included, is kept by Amana. Times are RFC 3339 in UTC; money is in whole riyals.
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('person', 'staff')),
    sign_in TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    met INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS code (
    account TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    until TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    began_at TEXT NOT NULL,
    proven_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS failed_try (
    account TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS meal (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    dish TEXT NOT NULL,
    portions INTEGER NOT NULL CHECK (portions BETWEEN 1 AND 20),
    price INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('placed', 'cooking', 'ready', 'fetched')),
    record TEXT NOT NULL,
    payment TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS meal_person ON meal (person);
CREATE TABLE IF NOT EXISTS question (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS list_wish (
    token TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    person TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS surveyed (
    account TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE
) STRICT;
