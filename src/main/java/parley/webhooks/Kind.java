package parley.webhooks;

import java.util.Arrays;
import java.util.Optional;

/// What an address may be told of.
public enum Kind {
    MESSAGES_AND_STATUSES("messagesAndStatuses"),
    /// Not told from the feed: whoever asks a CRM to create contacts and deals looks here for where (R61).
    CONTACTS_AND_DEALS_CREATION("contactsAndDealsCreation"),
    CHANNELS_UPDATES("channelsUpdates");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /// As programs spell it.
    public String word() {
        return word;
    }

    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
