package parley.http;

/// Who may pass to a route.
enum Door {
    /// Everybody, from anywhere: messengers, visitors, files of the pages. Proves itself otherwise or needs not to.
    OPEN,
    /// Everybody, but writes only from our own pages: signing in.
    FORM,
    /// Somebody who is signed in, or a window inside a CRM.
    WINDOW,
    /// Somebody who is signed in.
    PERSON,
    /// An administrator, or a program with a key of scope `admin`.
    ADMINISTRATOR
}
