package parley.crm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// A contact to be created. Phones are written as the messenger tells them.
public record NewContact(
        String name,
        @Nullable EmployeeId responsible,
        List<String> phones,
        List<MessengerAddress> addresses,
        @Nullable String email,
        Crm.Wish wish) {

    public NewContact(
            String name,
            @Nullable EmployeeId responsible,
            List<String> phones,
            List<MessengerAddress> addresses,
            @Nullable String email) {
        this(name, responsible, phones, addresses, email, Crm.Wish.AUTO);
    }
}
