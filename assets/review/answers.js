// Talking to the server: posts, answers, what could not be sent and is kept on this machine.
export const root = document.getElementById("review");

export async function get(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (answer.redirected && answer.url.includes("/login")) location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

// Answers {ok, status, ...JSON}; a network fault is {ok: false, offline: true}.
export async function post(url, fields) {
  const body = fields instanceof FormData ? new URLSearchParams(fields) : new URLSearchParams(fields);
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": root.dataset.csrf } });
  } catch {
    return { ok: false, offline: true, error: root.dataset.wordOffline };
  }
  if (answer.redirected) location.reload();
  const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : { error: `${answer.status}` };
  return { ...told, ok: answer.ok, status: answer.status };
}

export function html(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

export function note(words) {
  if (!words) return;
  const box = document.getElementById("toasts");
  const line = document.createElement("div");
  line.className = "message message-success review-toast";
  line.setAttribute("role", "status");
  line.textContent = words;
  box.replaceChildren(line);
  setTimeout(() => line.remove(), 4000);
}

const shelf = (item) => `review:${root.dataset.person}:${root.dataset.policy}:${item}`;

export const kept = {
  put(item, value) {
    try {
      localStorage.setItem(shelf(item), JSON.stringify(value));
    } catch {
      // private windows keep nothing; the server still does
    }
  },
  get(item) {
    try {
      return JSON.parse(localStorage.getItem(shelf(item)));
    } catch {
      return null;
    }
  },
  drop(item) {
    try {
      localStorage.removeItem(shelf(item));
    } catch {
      // nothing was kept
    }
  },
};
