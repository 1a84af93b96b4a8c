// First of all: the components' own styles come after it and win.
import "./design/base.css";
import { mount } from "svelte";
import "./design/look.svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the window's content");

mount(App, { target });
