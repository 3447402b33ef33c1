/// Any CRM by API: it sends its employees, contacts, deals and pipelines, and is asked by webhook to create new ones.
@NullMarked
package parley.crm.api;

import org.jspecify.annotations.NullMarked;
