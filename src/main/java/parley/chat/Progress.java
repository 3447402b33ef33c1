package parley.chat;

import org.jspecify.annotations.Nullable;
import parley.channel.DeliveryStatus;

/// Which status may follow which (R72): forward only; evidence of delivery outweighs a failure and a lost answer.
public final class Progress {

    private Progress() {}

    public static boolean allows(@Nullable DeliveryStatus from, DeliveryStatus to) {
        if (from == null || from == to) {
            return false;
        }
        return switch (to) {
            // A person decided to send again, or the connection was refused before a byte had left.
            case QUEUED ->
                from == DeliveryStatus.UNKNOWN || from == DeliveryStatus.FAILED || from == DeliveryStatus.SENDING;
            case SENDING -> from == DeliveryStatus.QUEUED;
            case UNKNOWN -> from == DeliveryStatus.SENDING;
            case FAILED -> step(from) < step(DeliveryStatus.DELIVERED);
            case ACCEPTED, SENT, DELIVERED, READ ->
                step(from) < step(to) || from == DeliveryStatus.FAILED && to != DeliveryStatus.ACCEPTED;
        };
    }

    private static int step(DeliveryStatus status) {
        return switch (status) {
            case QUEUED -> 0;
            case SENDING, UNKNOWN -> 1;
            case ACCEPTED -> 2;
            case SENT -> 3;
            case FAILED -> 3;
            case DELIVERED -> 4;
            case READ -> 5;
        };
    }
}
