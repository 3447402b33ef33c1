package parley.channel.telegram;

import java.time.Duration;

/// What the server does wrong with the next call, once.
public sealed interface Misbehaviour {

    /// 429 with `retry_after`.
    record TooFast(int seconds) implements Misbehaviour {}

    /// An error in Telegram's own envelope.
    record Says(int code, String description) implements Misbehaviour {}

    /// The chat is a supergroup by now.
    record Migrated(String to) implements Misbehaviour {}

    /// A status with a body that is not Telegram's.
    record Foreign(int status) implements Misbehaviour {}

    /// The line is cut and nothing was done.
    record CutBefore() implements Misbehaviour {}

    /// It is done, and the line is cut before the answer.
    record CutAfter() implements Misbehaviour {}

    /// It is done, and the answer breaks off in the middle.
    record HalfAnAnswer() implements Misbehaviour {}

    /// It is done, and the answer is no JSON.
    record Garbage() implements Misbehaviour {}

    /// It is done, and the answer takes its time.
    record Slow(Duration delay) implements Misbehaviour {}
}
