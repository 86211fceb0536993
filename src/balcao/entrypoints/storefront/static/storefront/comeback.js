// One click in the mail is enough: mail scanners, which run no scripts, change nothing.
document.getElementById("comeback")?.requestSubmit();
