/** Options of a list are named by their place in it, for `aria-activedescendant`. */
export const idOfOption = (list: string, at: number) => `${list}-${at}`;
