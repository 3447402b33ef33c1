/// What was agreed: one immutable, versioned value per integration, and what the CRM knew when it was asked last.
@NullMarked
package parley.settings;

import org.jspecify.annotations.NullMarked;
