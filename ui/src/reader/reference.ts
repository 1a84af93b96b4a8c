/** A line that says where a resource comes from, for a letter or a record. What is not known is left out. Pure. */
import type { Resource } from "../bindings/Resource";
import { date, siteName } from "../design/format";
import { t } from "../messages";

type Named = Pick<Resource, "title" | "page_url" | "date" | "state" | "last_confirmed" | "withdrawn_on">;

function standing({ state, last_confirmed, withdrawn_on }: Named): string {
  const gone = withdrawn_on ? date(withdrawn_on) : "";
  if (state === "withdrawn") return gone ? t("state.withdrawn_on", { date: gone }) : t("state.withdrawn");
  const confirmed = last_confirmed ? date(last_confirmed) : "";
  return confirmed ? t("reference.confirmed", { date: confirmed }) : "";
}

export function referenceLine(resource: Named): string {
  const { title, page_url: url, date: printed } = resource;
  return [title.trim(), url && siteName(url), printed && t("reference.dated", { date: printed.printed }), standing(resource), url]
    .flatMap((part) => part || [])
    // The address ends without a full stop, which would be taken for a part of it.
    .map((part) => (part === url || /[.!?…।۔]$/u.test(part) ? part : `${part}.`))
    .join(" ");
}
