/// The gate to Odoo 19 and newer, over its JSON-2 interface. What Parley has to remember of a record, its keys and
/// the client's messenger addresses, stands in Odoo itself, as external ids of a module named `parley`.
@NullMarked
package parley.crm.odoo;

import org.jspecify.annotations.NullMarked;
