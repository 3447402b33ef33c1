/// amoCRM and Kommo: one program under two names. Translates their API v4 and their webhooks; whatever they leave
/// open is settled so that asking twice does no harm.
@NullMarked
package parley.crm.amocrm;

import org.jspecify.annotations.NullMarked;
