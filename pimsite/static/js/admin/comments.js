// When Wagtail has saved by itself it reads all comments anew: a remark that was begun, added,
// changed or answered meanwhile would be gone. It is put back, and saved next. A form that is sent
// takes a remark along that was left open, and nobody leaves the page with an unsaved one unasked.
const form = document.querySelector("form[data-edit-form]");
const app = window.comments?.commentApp;
const now = () => app.store.getState().comments;
const dispatch = (name, ...details) => app.store.dispatch(app.actions[name](...details));
const open = (comment) => comment.mode === "creating" && comment.newText.trim();
let sent = new Map();
let last = 0;
let before;

function freshId() {
  last = Math.max(last + 1, Date.now()); // Wagtail counts from 1 again
  return last;
}

// The same remark as the server has returned it, if it knew it.
function returned(comment, comments) {
  if (comment.remoteId) return comments.find((each) => each.remoteId === comment.remoteId);
  const was = sent.get(comment.localId);
  if (!was || was.mode === "creating") return undefined;
  return comments.find((each) => each.contentpath === was.contentpath && each.text === was.text);
}

function putBackOne(comment, comments) {
  const { localId, text, newText, newReply, mode, resolved, deleted } = comment;
  const there = returned(comment, comments);
  const id = there ? there.localId : freshId();
  if (there) dispatch("updateComment", id, { text, newText, newReply, mode, resolved, deleted });
  else dispatch("addComment", { ...comment, localId: id, annotation: null, replies: new Map() });
  const answered = sent.get(localId)?.replies;
  for (const reply of comment.replies.values()) {
    if (reply.remoteId || answered?.has(reply.localId)) continue;
    dispatch("addReply", id, { ...reply, localId: freshId() });
  }
  return id;
}

function putBack() {
  const { comments, focusedComment: focused, forceFocus } = before;
  if (now().comments === comments) return;
  const read = [...now().comments.values()];
  for (const comment of comments.values()) {
    if (comment === sent.get(comment.localId)) continue;
    const id = putBackOne(comment, read);
    if (comment.localId === focused) {
      dispatch("setFocusedComment", id, { updatePinnedComment: true, forceFocus });
    }
  }
}

function takeAlong() {
  for (const { localId, newText } of [...now().comments.values()].filter(open)) {
    dispatch("updateComment", localId, { mode: "default", text: newText });
  }
}

if (app && form) {
  document.addEventListener("w-autosave:save", () => { sent = now().comments; });
  document.addEventListener("w-autosave:success", () => { before = now(); }, { capture: true });
  document.addEventListener("w-autosave:success", putBack);
  form.addEventListener("submit", takeAlong, { capture: true });
  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.wUnsavedConfirmationValue !== "true") return; // it is being sent
    const unsaved = app.selectors.selectIsDirty(app.store.getState());
    if (unsaved || [...now().comments.values()].some(open)) event.preventDefault();
  });
}
