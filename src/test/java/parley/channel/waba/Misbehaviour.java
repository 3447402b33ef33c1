package parley.channel.waba;

/// What the server does wrong with the next message, once.
public sealed interface Misbehaviour {

    /// An error in Meta's own envelope.
    record Says(int status, int code, String words) implements Misbehaviour {}

    /// A status with a body that is not Meta's.
    record Foreign(int status) implements Misbehaviour {}

    /// The line is cut and nothing was done.
    record CutBefore() implements Misbehaviour {}

    /// It is done, and the line is cut before the answer.
    record CutAfter() implements Misbehaviour {}

    /// It is done, and the answer is no JSON.
    record Garbage() implements Misbehaviour {}
}
