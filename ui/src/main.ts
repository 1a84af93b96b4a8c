// First of all: the components' own styles come after it and win.
import "./design/base.css";
import { mount } from "svelte";
import { comeBack } from "./comeback";
import { choice } from "./messages/choice";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the window's content");

// The language first: what is loaded after it writes its dates and words in it.
await Promise.all([choice.speak(), comeBack()]);
await import("./design/look.svelte");
const { default: App } = await import("./App.svelte");
mount(App, { target });
