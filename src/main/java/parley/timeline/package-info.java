/// What the CRM's card shows of a dialogue: messages become notes of the deal and the contact, never twice and never
/// lost.
@NullMarked
package parley.timeline;

import org.jspecify.annotations.NullMarked;
