// Counts visits by a random number; runs after consent to "statistics" alone.
if (!document.cookie.includes("maeen_visits=")) {
  const secure = location.protocol === "https:" ? ";Secure" : "";
  document.cookie = `maeen_visits=${crypto.randomUUID()};Path=/;Max-Age=2592000;SameSite=Lax${secure}`;
}
