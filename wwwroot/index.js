const state = document.getElementById("state");
const table = document.getElementById("runs");
const command = document.getElementById("command");
command.textContent = command.textContent.replace("http://127.0.0.1:5080", location.origin);

function link(address, text, label) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = text;
  if (label) anchor.setAttribute("aria-label", label);
  return anchor;
}

function row(run) {
  const line = document.createElement("tr");
  const cell = (content, kind) => {
    const data = line.insertCell();
    data.append(content);
    if (kind) data.className = kind;
  };
  const reason = run.failure ?? run.stopReason;
  cell(link(run.links.self, run.name));
  cell(run.status);
  if (reason) line.cells[1].title = reason;
  cell(run.httpVersion);
  cell(run.engine);
  cell(run.requests.toLocaleString(), "number");
  cell(run.failedRequests.toLocaleString(), "number");
  cell(new Date(run.createdAt).toLocaleString());
  cell(link(run.links.summary, "summary", `Summary of ${run.name}`));
  line.cells[7].append(" ", link(run.links.outcomes, "outcomes", `Outcomes of ${run.name}`));
  return line;
}

async function refresh() {
  try {
    const answer = await fetch("/api/v1/runs?limit=20");
    if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
    const { items } = await answer.json();
    table.tBodies[0].replaceChildren(...items.map(row));
    table.hidden = items.length === 0;
    state.textContent = items.length === 0 ? "There are none yet." : "";
  } catch (error) {
    state.textContent = `The runs could not be read. ${error.message}`;
  }
}

document.getElementById("refresh").addEventListener("click", refresh);
refresh();
