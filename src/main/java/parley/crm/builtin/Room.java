package parley.crm.builtin;

import java.time.InstantSource;
import parley.crm.NoteFilter;

/// What every page of the CRM works with.
record Room(Ledger ledger, Tables tables, InstantSource clock, NoteFilter filter) {}
