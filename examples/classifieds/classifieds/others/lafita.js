// A made-up advertising company's tag: notes in a cookie that its advertisement was seen.
document.cookie = `lafita_seen=1;Path=/;Max-Age=2592000;SameSite=Lax`;
