package parley.auth;

import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// The company that an account stands for.
public final class Accounts {

    /// @param language `ru` or `en`: what new logins begin with
    /// @param zone in which digests tell the time (R50)
    /// @param epoch changes when the data was restored from a backup: browsers then forget what they keep
    public record Account(AccountId id, String name, String language, ZoneId zone, String epoch) {}

    Accounts() {}

    /// Makes sure that the account is there; one that is keeps its name.
    public void found(Handle tx, AccountId id, String name, String language, ZoneId zone) {
        tx.createUpdate("""
            INSERT INTO account (id, name, language, zone)
            VALUES (:id, :name, :language, :zone)
            ON CONFLICT DO NOTHING
            """)
                .bind("id", id.value())
                .bind("name", name)
                .bind("language", language)
                .bind("zone", zone.getId())
                .execute();
    }

    public void describe(Handle tx, AccountId id, String name, String language, ZoneId zone) {
        tx.createUpdate("UPDATE account SET name = :name, language = :language, zone = :zone WHERE id = :id")
                .bind("id", id.value())
                .bind("name", name)
                .bind("language", language)
                .bind("zone", zone.getId())
                .execute();
    }

    public Optional<Account> find(Handle tx, AccountId id) {
        return tx.createQuery("SELECT id, name, language, zone, epoch FROM account WHERE id = :id")
                .bind("id", id.value())
                .map((rs, _) -> new Account(
                        new AccountId(rs.getLong("id")),
                        rs.getString("name"),
                        rs.getString("language"),
                        ZoneId.of(rs.getString("zone")),
                        rs.getString("epoch")))
                .findOne();
    }
}
