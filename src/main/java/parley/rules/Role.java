package parley.rules;

/// What an employee is on a channel (R12–R15). Having no role means seeing nothing.
public enum Role {
    /// Sees and writes to his own clients (R13). In Russian «Менеджер».
    SELLER,
    /// Sees every chat of the channel and writes to any client (R14). In Russian «Руководитель».
    MANAGER,
    /// Sees every chat and writes in none (R12).
    AUDITOR
}
