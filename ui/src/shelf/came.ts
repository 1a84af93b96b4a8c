/** What a shelf from a file brought, as a sentence. Pure. */
import type { ShelfMerge } from "../bindings/ShelfMerge";
import { t } from "../messages";

export function cameWords({ favourites, packs, into_packs, notes, joined_notes, left_out }: ShelfMerge): string {
  const parts = [
    favourites > 0 && t("came.favourites", { count: favourites }),
    packs > 0 && t("came.packs", { count: packs }),
    into_packs > 0 && t("came.into_packs", { count: into_packs }),
    notes > 0 && t("came.notes", { count: notes }),
    joined_notes > 0 && t("came.joined_notes", { count: joined_notes }),
  ].filter((part) => part !== false);
  const came = parts.length > 0 ? t("came", { list: parts.join(", ") }) : t("came.nothing");
  return left_out > 0 ? `${came} ${t("came.left_out", { count: left_out })}` : came;
}
