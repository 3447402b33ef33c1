/// The built-in CRM: employees, contacts, deals, pipelines and their timelines in Parley's own database, with pages of
/// its own. To the rest of the house it is one CRM among others.
@NullMarked
package parley.crm.builtin;

import org.jspecify.annotations.NullMarked;
