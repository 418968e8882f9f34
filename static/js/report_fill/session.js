// A session that ended while somebody was typing: signing in again without leaving the page.

import { form } from "./cells.js";

const dialog = document.querySelector("#dang-nhap-lai");
const password = dialog.querySelector("#nhap-lai-mat-khau");
const error = dialog.querySelector("[data-error]");
const address = form.dataset.signIn;

// The token of now: it changes when somebody signs in.
const given = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
export const token = () => given() ?? form.elements.csrfmiddlewaretoken.value;
// The browser has forgotten who is signed in: its cookies were cleared.
export const isForgotten = () => !given();

const pageOf = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

const signIn = async () => {
  const page = await pageOf(await fetch(address));
  const field = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!field) return ""; // somebody signed in meanwhile, in another tab
  const body = new URLSearchParams({ csrfmiddlewaretoken: field.value, username: form.dataset.username, password: password.value });
  const answer = await fetch(address, { method: "POST", body });
  if (answer.redirected) return "";
  const told = (await pageOf(answer)).querySelector(".alert-danger li, .error-summary li, .invalid-feedback, .alert");
  return told?.textContent.trim() || "Chưa đăng nhập được. Thử lại, hoặc mở trang đăng nhập ở thẻ khác.";
};

let asked = null;

// Resolves to whether somebody signed in; asked once however many sendings wait for it.
export const askToSignIn = () => {
  asked ??= new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.showModal();
    password.focus();
    dialog.onclose = () => {
      asked = null;
      password.value = error.textContent = "";
      resolve(dialog.returnValue === "signed-in");
    };
  });
  return asked;
};

dialog.querySelector("form").addEventListener("submit", async (event) => {
  if (event.submitter?.value === "later") return;
  event.preventDefault();
  error.textContent = await signIn().catch(() => "Chưa nối được với cổng. Kiểm tra mạng rồi thử lại.");
  if (!error.textContent) dialog.close("signed-in");
});
