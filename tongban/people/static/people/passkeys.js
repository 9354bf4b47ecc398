"use strict";
/* Passkeys: what the server asks for stands on the form as data-options; the browser's answer goes into its hidden field. */

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const opened = (options) => {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return asked;
};

const told = (credential) => {
  const { response } = credential;
  const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = Object.fromEntries(fields.filter((name) => response[name]).map((name) => [name, letters(response[name])]));
  return {
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const button = form.querySelector("[data-passkey-start]");
  const trouble = form.querySelector("[data-passkey-trouble]");
  if (!window.isSecureContext || !window.PublicKeyCredential) {
    button.disabled = true;
    form.querySelector("[data-passkey-missing]").hidden = false;
    return;
  }
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    const publicKey = opened(JSON.parse(form.dataset.options).publicKey);
    const ask = form.dataset.passkey === "create" ? "create" : "get";
    try {
      const credential = await navigator.credentials[ask]({ publicKey });
      form.querySelector("[name=credential]").value = JSON.stringify(told(credential));
      form.submit();
    } catch {
      trouble.hidden = false; // refused, or nobody touched the key in time: the person may try again
    }
  });
});
