// Keeps which advertisement somebody came from; runs after consent to "campaigns" alone.
{
  const from = (new URLSearchParams(location.search).get("from") ?? "").replace(/[^a-z0-9-]/g, "");
  const secure = location.protocol === "https:" ? ";Secure" : "";
  if (from) document.cookie = `maeen_from=${from};Path=/;Max-Age=2592000;SameSite=Lax${secure}`;
}
