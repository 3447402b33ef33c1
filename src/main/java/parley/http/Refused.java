package parley.http;

/// Ends a page early because what was asked cannot be understood or allowed. Caught in {@link Gate} alone.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refused(Answer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    static Refused with(int status, String code, String description) {
        return new Refused(Answer.error(status, code, description));
    }

    Answer answer() {
        return answer;
    }
}
