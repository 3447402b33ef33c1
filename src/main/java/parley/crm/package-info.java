/// The gate to the CRMs: the port that the built-in CRM and every other one fulfils.
/// The core never touches a CRM's tables, not even those of the built-in one.
@NullMarked
package parley.crm;

import org.jspecify.annotations.NullMarked;
