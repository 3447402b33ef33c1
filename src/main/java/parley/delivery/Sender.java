package parley.delivery;

import parley.auth.Viewer;
import parley.base.AccountId;

/// Who has something sent or changed.
public sealed interface Sender {

    AccountId account();

    /// Somebody of the company: what he may do stands in the settings (R42).
    record Person(Viewer viewer) implements Sender {

        @Override
        public AccountId account() {
            return viewer.account();
        }
    }

    /// A program with the company's key: it reaches every chat of the channels that are ticked, and nobody becomes
    /// responsible by what it writes (R26).
    ///
    /// @param name shown as the author
    record Program(AccountId account, String name) implements Sender {}
}
