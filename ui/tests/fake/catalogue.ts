/**
 * A library for the window's tests: the nine entries of the real site in its own wording, and samples in other
 * languages and formats. The samples say that they are samples; nothing here is health advice.
 */
import type { About } from "../../src/bindings/About";
import type { Attachment } from "../../src/bindings/Attachment";
import type { Bookmark } from "../../src/bindings/Bookmark";
import type { LinkTarget } from "../../src/bindings/LinkTarget";
import type { PageText } from "../../src/bindings/PageText";
import type { Resource } from "../../src/bindings/Resource";
import type { SourceSummary } from "../../src/bindings/SourceSummary";
import type { Status } from "../../src/bindings/Status";
import type { AttachmentFacts } from "../../src/bindings/AttachmentFacts";
import type { Facts } from "../../src/bindings/Facts";
import type { ReviewDate } from "../../src/bindings/ReviewDate";
import type { TextLink } from "../../src/bindings/TextLink";
import type { Trust } from "../../src/bindings/Trust";
import { leafletPages } from "./leaflet";

const SITE = "https://www.towerhamletstogether.com";
const PAGE = `${SITE}/resource-library`;

/** Days before now, as a time. */
export const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

let number = 0;
function file(part: Partial<Attachment> & { url: string; label: string }): Attachment {
  number += 1;
  const here = (part.state ?? "here") === "here";
  return {
    id: `file${String(number).padStart(8, "0")}`,
    media_type: here ? "application/pdf" : "",
    size_bytes: here ? 184_300 : 0,
    sha256: here ? "ab".repeat(32) : null,
    state: "here",
    pages: here ? leafletPages("en").length : null,
    text: here ? "good" : "none",
    language: here ? "en" : null,
    problem: null,
    ...part,
  };
}

/** A review date that has passed, as a sample prints it. */
const PAST: ReviewDate = { date: { printed: "May 2024", from: "2024-05-01", to: "2024-05-31", precision: "month" }, words: "Review date: May 2024", page: 2 };

/** What the texts of samples tell. */
export function factsOf(resource: Resource): AttachmentFacts[] {
  const file = resource.attachments[0];
  if (!file || !resource.title.startsWith("Sample: a long")) return [];
  const facts: Facts = {
    review: PAST,
    version: { value: "2.1", words: "Version 2.1", page: 2 },
    reference: { value: "SAMPLE-07", words: "Leaflet ref: SAMPLE-07", page: 2 },
    organisation: null,
    telephones: ["0101", "0102", "0103", "0104", "0105"].map((end) => ({ number: `020 7946 ${end}`, before: `Sample ward ${end}`, page: 3 })),
    reading_age: { years: 11, formula: "SMOG", sentences: 64 },
  };
  return [{ attachment: file.id, facts }];
}

/** As the library would say it; with the review date that its first file prints. */
function trusted(resource: Resource, review: ReviewDate | null = null): Resource {
  const { last_confirmed, state, withdrawn_on, attachments } = resource;
  const days = last_confirmed ? Math.floor((Date.now() - Date.parse(last_confirmed)) / 86_400_000) : null;
  const is_past = review !== null && Date.parse(review.date.to) < Date.now();
  const is_unconfirmed = state === "current" && days !== null && days > 30;
  const trust: Trust = {
    state: state === "withdrawn" ? "withdrawn" : is_past ? "past_review" : is_unconfirmed ? "not_confirmed" : days === null ? "unknown" : "current",
    days_since_confirmed: days,
    is_unconfirmed,
    withdrawn_on,
    replaced_by: null,
    review: review && attachments[0] ? { ...review, attachment: attachments[0].id, label: "", is_past } : null,
  };
  return { ...resource, trust };
}

let made = 0;
function resource(part: Partial<Resource> & { title: string }, review: ReviewDate | null = null): Resource {
  made += 1;
  return trusted({
    id: `res${String(made).padStart(7, "0")}`,
    summary: "",
    kind: "leaflet",
    kind_is_guess: true,
    topics: [],
    language: "en",
    source: "tower-hamlets-together",
    page_url: PAGE,
    date: null,
    state: "current",
    first_seen: before(40),
    last_confirmed: before(2),
    last_changed: before(40),
    withdrawn_on: null,
    from_starter: false,
    trust: null,
    attachments: [],
    links: [],
    ...part,
  }, review);
}

export const REAL: Resource[] = [
  resource({
    title: "OCEAN - Offering Compassionate & Emotional Support for Those Living Through Birth Trauma and Loss",
    summary: "Download the FULL Q&A for Health Professionals",
    kind: "questions_and_answers",
    attachments: [file({ url: `${SITE}/assets/OCEAN-QA.pdf`, label: "Download the FULL Q&A for Health Professionals" })],
  }),
  resource({
    title: "Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024",
    summary:
      "This Workforce Strategy sets out our approach to ensuring we have a health and social care workforce that delivers care at the right time; in the right way; in the right place; by the right person, with the right skills and values. It will act as a guiding framework for THT and the organisations within it to support and develop the health and social care workforce in Tower Hamlets. This strategy is not designed to replace or supersede the inter-organisational strategies of THT partner organisations, but instead to support their direction setting so that organisational workforce strategies demonstrate alignment with THT integrated workforce priorities.",
    kind: "strategy",
    date: { printed: "2021-2024", from: "2021-01-01", to: "2024-12-31", precision: "range" },
    attachments: [file({ url: `${SITE}/assets/workforce-strategy.pdf`, label: "Workforce Strategy" })],
  }),
  resource({
    title: "Tower Hamlets Together - Shared Outcomes Framework",
    summary: "Download our FULL Shared Outcomes Framework which includes case studies showing how this was applied in practice.",
    kind: "framework",
    attachments: [file({ url: `${SITE}/assets/shared-outcomes-framework.pdf`, label: "FULL Shared Outcomes Framework" })],
  }),
  resource({
    title: "Let’s keep young people and children safe and healthy",
    summary:
      "With the pandemic impacting our everyday lives we want to make sure that parents and young people are aware that we are still here to support them. During the national lockdown we are still here to care for babies, children and young people. The lockdown allows you to leave home to get medical care or treatment and we have created safe environments for you to access the care you need when you need it. If your child needs ongoing care, gets unwell and you don’t know what to do or you need urgent and emergency care please don’t hesitate to contact us. Call your GP or call 111 to get advice on what to do next. Can’t decide what care you need for your child. Read our parents’ guide to accessing services or call 111",
    kind: "guide",
    attachments: [
      file({ url: `${SITE}/assets/parents-guide.pdf`, label: "Parents’ guide to accessing services" }),
      file({
        url: `${SITE}/assets/parents-guide-easy-read.pdf`,
        label: "Easy read",
        state: "failed",
        problem: "The site answered with a web page in place of the file.",
      }),
    ],
  }),
  resource({
    title: "Health and Wellbeing Board - 17 November 2020",
    summary:
      "Independent Chair's Progress Report on Tower Hamlets Together\n• Our mission, vision, objectives and priorities for action\n• How the partnership responded to COVID -good practice and lessons learned\n• How we used this experience to refocus our governance structure and impact\n• The revised borough plan, priorities, winter interventions and financial pressures\n• Delivering on our Outcomes Framework\n• Citizen voice and service user engagement",
    kind: "board_paper",
    date: { printed: "17 November 2020", from: "2020-11-17", to: "2020-11-17", precision: "day" },
    attachments: [file({ url: `${SITE}/assets/hwb-november-2020.pdf`, label: "Progress Report" })],
  }),
  resource({
    title: "Hestia & ELFT launch the Together Café Service in Tower Hamlets – May 2020",
    summary:
      "The Together Cafés provide a welcoming, safe and therapeutic space as alternative to other crisis service such as A&E. The service aims to equip people with the skills they need to reduce their immediate anxiety, formulate individual self-directed support plans and provide information / advice around the local services and resources that may help them moving forward.",
    kind: "service",
    date: { printed: "May 2020", from: "2020-05-01", to: "2020-05-31", precision: "month" },
    links: [
      { url: "https://www.youtube.com/watch?v=sample", label: "Watch the film", kind: "video" },
      { url: "https://www.hestia.org/", label: "Hestia", kind: "page" },
    ],
  }),
  resource({
    title: "Covid-19 THT Partnership success stories and case studies",
    summary:
      "At our most recent THT Board meeting on the 7th May, partners discussed numerous examples of how strong partnership working, innovation and commitment across the borough have contributed strongly to our local Covid-19 response.",
    kind: "case_studies",
    last_confirmed: before(45),
    attachments: [file({ url: `${SITE}/assets/covid-19-case-studies.pdf`, label: "Case studies" })],
  }),
  resource({
    title: "What Would You Do? - HealthWatch Tower Hamlets Part 2",
    summary:
      "Healthwatch Tower Hamlets talked face to face with 346 local residents in local street markets in the borough over four days in early May 2019. Key themes included prevention, personalisation, primary care and on improving neighbourhoods as healthier spaces. Download detailed results for each of the 4 localities.",
    kind: "report",
    attachments: ["North East", "North West", "South East", "South West"].map((locality, at) =>
      file({ url: `${SITE}/assets/${locality.toLowerCase().replace(" ", "-")}.pdf`, label: locality, ...(at === 3 ? { state: "pending" as const } : {}) }),
    ),
  }),
  resource({
    title: "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019",
    summary:
      "When it comes to accessing medical care that’s urgent but not life-threatening, people in Tower Hamlets now only need to do one thing; call NHS 111 who will direct callers to the most appropriate service.\nThis may now be an appointment at the newly launched Urgent Treatment Centre (UTC), run by the Tower Hamlets GP Care Group in collaboration with Barts Health NHS Trust and East London NHS Foundation Trust (ELFT). DOWNLOAD the official leaflet now.",
    kind: "leaflet",
    date: { printed: "14 August 2019", from: "2019-08-14", to: "2019-08-14", precision: "day" },
    attachments: [file({ url: `${SITE}/assets/utc-leaflet.pdf`, label: "Official leaflet" })],
  }),
];

export const SAMPLES: Resource[] = [
  resource({
    title: "Sample: looking after your blood pressure",
    summary: "A sample for demonstration, no health advice.",
    kind_is_guess: false,
    topics: ["Heart", "Long-term conditions"],
    attachments: [file({ url: `${SITE}/assets/sample-blood-pressure.pdf`, label: "Looking after your blood pressure (sample)" })],
  }),
  resource({
    title: "নমুনা: আপনার রক্তচাপের যত্ন নেওয়া",
    summary: "এটি প্রদর্শনের জন্য একটি নমুনা, স্বাস্থ্য পরামর্শ নয়।",
    language: "bn",
    attachments: [file({ url: `${SITE}/assets/sample-bn.pdf`, label: "রক্তচাপ (নমুনা)", language: "bn", pages: leafletPages("bn").length })],
  }),
  resource({
    title: "Tusaale: daryeelidda cadaadiska dhiiggaaga",
    summary: "Tani waa tusaale bandhig ah, ma aha talo caafimaad.",
    language: "so",
    attachments: [file({ url: `${SITE}/assets/sample-so.pdf`, label: "Cadaadiska dhiigga (tusaale)", language: "so", pages: leafletPages("so").length })],
  }),
  resource({
    title: "عينة: العناية بضغط الدم",
    summary: "هذه عينة للعرض فقط وليست نصيحة صحية.",
    language: "ar",
    attachments: [file({ url: `${SITE}/assets/sample-ar.pdf`, label: "ضغط الدم (عينة)", language: "ar", pages: leafletPages("ar").length, text: "poor" })],
  }),
  resource({
    title: "Sample: referral form for the falls clinic",
    summary: "A sample for demonstration, no health advice.",
    kind: "form",
    attachments: [
      file({
        url: `${SITE}/assets/sample-referral.docx`,
        label: "Referral form (sample)",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        pages: null,
        size_bytes: 23_400,
      }),
    ],
  }),
  resource({
    title: "Sample: how to use an inhaler",
    summary: "A sample for demonstration, no health advice.",
    kind: "video",
    attachments: [
      file({ url: `${SITE}/assets/sample-inhaler.mp4`, label: "Film (sample)", media_type: "video/mp4", pages: null, text: "none", size_bytes: 4_200_000 }),
      file({ url: `${SITE}/assets/sample-inhaler.png`, label: "Picture (sample)", media_type: "image/png", pages: null, text: "none", size_bytes: 61_000 }),
      file({ url: `${SITE}/assets/sample-inhaler.zip`, label: "Everything (sample)", media_type: "application/zip", pages: null, text: "none", size_bytes: 9_800_000 }),
    ],
  }),
  resource({
    title: "Sample: a long handbook",
    summary: "A sample for demonstration, no health advice.",
    kind: "guide",
    attachments: [file({ url: `${SITE}/assets/sample-handbook.pdf`, label: "Handbook (sample)", pages: leafletPages("long").length, size_bytes: 2_400_000 })],
  }, PAST),
  resource({
    title: "Sample: a damaged file",
    summary: "A sample for demonstration, no health advice.",
    attachments: [file({ url: `${SITE}/assets/sample-damaged.pdf`, label: "Damaged (sample)", pages: null, text: "none" })],
  }),
  resource({
    title: "Sample: winter vaccinations, last year’s dates",
    summary: "A sample for demonstration, no health advice.",
    state: "withdrawn",
    withdrawn_on: before(9),
    last_confirmed: before(11),
    attachments: [file({ url: `${SITE}/assets/sample-winter.pdf`, label: "Winter vaccinations (sample)" })],
  }),
];

/** What the next refresh may bring. */
export const ARRIVAL: Resource = resource({
  title: "Sample: blood pressure, the newest leaflet",
  summary: "A sample for demonstration, no health advice. It is about blood pressure.",
  first_seen: before(0),
  last_confirmed: before(0),
});

/** One leaflet in several languages: as resources of their own, and as files of one resource. */
export const TRANSLATED: Resource[] = [
  ...([["Sample: caring for your feet", "en"], ["Sample: caring for your feet (Bengali)", "bn"], ["Sample: caring for your feet (Somali)", "so"]] as const).map(([title, language]) =>
    resource({ title, language, summary: "A sample for demonstration, no health advice.", attachments: [file({ url: `${SITE}/assets/sample-feet-${language}.pdf`, label: "Caring for your feet (sample)", language, pages: leafletPages(language).length })] }),
  ),
  resource({
    title: "Sample: fire safety at home",
    summary: "A sample for demonstration, no health advice.",
    attachments: (["en", "ar", "bn"] as const).map((language) => file({ url: `${SITE}/assets/sample-fire-${language}.pdf`, label: "Fire safety (sample)", language, pages: leafletPages(language === "en" ? "mixed" : language).length })),
  }),
];

/** As after several refreshes. */
export const LIBRARY: Resource[] = [...REAL, ...SAMPLES];

/** As on the first start, without any network: the words alone. */
export const STARTER: Resource[] = REAL.map((entry) => trusted({ ...entry, last_confirmed: null, from_starter: true, attachments: [], links: [] }));

const FORM: PageText[] = [
  {
    page: null,
    text: "Referral form for the falls clinic (sample)\nThis is a sample for demonstration and no health advice.\nPlease fill in every part. Send the form to the clinic on the same day.\nWho is referred\n• Name and date of birth\n• Telephone\n• Language, and whether an interpreter is needed\nWhy\nSay what happened, how often, and what has been tried. More is at www.towerhamletstogether.com/resource-library.",
    headings: [{ line: 0, level: 1 }, { line: 3, level: 2 }, { line: 7, level: 2 }],
    links: [{ line: 2, from: 44, to: 54, target: { url: "mailto:falls@example.org" } }, { line: 5, from: 2, to: 11, target: { url: "tel:+442079460101" } }],
    quality: "good",
    language: "en",
    source: "file",
  },
];

/** The printed sample that an attachment's bytes are. */
export function printed({ url, language }: Attachment): string {
  if (url.includes("handbook")) return "long";
  if (url.includes("fire-en")) return "mixed";
  return url.includes("damaged") ? "damaged" : (language ?? "en");
}

/** Words of the sample leaflet that lead somewhere in it, or out of it. */
const LINKED: [string, LinkTarget][] = [
  ["the team that gave you this sheet", { page: 6 }],
  ["what your own numbers mean", { page: 6 }],
  ["walks, cooking lessons and company", { url: "https://www.example.org/groups?near=e1" }],
];

function linksOf(lines: string[]): TextLink[] {
  return lines.flatMap((words, line) =>
    LINKED.flatMap(([linked, target]) => (words.includes(linked) ? [{ line, from: words.indexOf(linked), to: words.indexOf(linked) + linked.length, target }] : [])),
  );
}

/** Pages of the long sample that its own contents name. */
export function bookmarksOf(attachment: Attachment): Bookmark[] {
  if (!attachment.url.includes("handbook")) return [];
  return Array.from({ length: attachment.pages ?? 0 }, (_, at) => ({ title: `Chapter ${at + 1}`, level: at % 3 === 0 ? 1 : 2, page: at + 1 }));
}

export function textOf(attachment: Attachment): PageText[] {
  if (attachment.text === "none") return [];
  if (attachment.pages === null) return FORM;
  return leafletPages(printed(attachment)).map(({ heading, paragraphs }, at) => ({
    page: at + 1,
    text: [heading, ...paragraphs].join("\n"),
    headings: [{ line: 0, level: at === 0 ? 1 : 2 }],
    links: linksOf([heading, ...paragraphs]),
    quality: attachment.text === "poor" && at === 0 ? "poor" : "good",
    language: printed(attachment) === "mixed" && at === 1 ? "bn" : attachment.language,
    source: "file",
  }));
}

export function about(confirmed: boolean): About {
  const vision = "To work together to improve the health and wellbeing of the people of Tower Hamlets.";
  const mission = "Transform people's health and lives in Tower Hamlets, reducing inequalities and reorganising services to match people's needs.";
  const points = [
    "Tower Hamlets residents, whatever their backgrounds and needs, are supported to thrive and achieve their health and life goals, reducing inequalities and isolation.",
    "Health and social care services in Tower Hamlets are high quality, good value and designed around people's needs, across physical and mental health and throughout primary, secondary and social care.",
    "Services users, carers and residents are active and equal partners in health and care, equipped to work collaboratively with THT partners to plan, deliver and strengthen local services.",
  ];
  const values = ["We are compassionate", "We collaborate", "We are inclusive", "We are accountable"];
  const objectives = [
    {
      title: "Transform health and tackle inequalities",
      text: "Achieve better health and wellbeing outcomes for all Tower Hamlets residents, as set out in the THT Outcomes Framework, shaped by local people.",
    },
    {
      title: "Improve quality of care",
      text: "Continue to strengthen service quality in line with national standards, local operational priorities and residents views and needs.",
    },
    {
      title: "Commission and deliver high value services",
      text: "Commission resiliant and sustainable services, tackling variation and waste, and ensure the Tower Hamlets pound is spent wisely.",
    },
  ];
  const aims = [
    "Empower people to meet their own needs",
    "Enable people to meet there own aspirations",
    "Improve health, wellbeing and quality of life",
    "Co-produce services and care with people who use them",
    "Simplify the system, make it easier to to understand and accesss",
    "Ensure the right support, in the right place, at the right time - as close to home as possible",
    "Be flexible and responsive to meet personal needs, wishes and outcomes",
    "Deliver value for money, making best use of resources across the system.",
    "Develop selfsupporting, thriving communities",
  ];
  const principles = [
    "All money is public money and that all staff work for the benefit of Tower Hamlets residents",
    "Every penny counts, and there is no duplication of services between different agencies",
    "Services meet the identified needs of Tower Hamlets residents",
    "THT will review and reorganise services and budgets where necessary to ensure that it achieves the maximum health and care improvements from its collective resources",
    "Assume there is no new investment due to national policies - and budgets will reduce",
    "Partnership working through THT is 'how we do business' in Tower Hamlets",
  ];
  return {
    vision,
    vision_points: points,
    mission,
    values,
    objectives,
    sections: [
      { heading: "Our Vision and Objectives", paragraphs: [`Our Vision: ${vision}`], lists: [points] },
      { heading: "Our Mission", paragraphs: [mission], lists: [] },
      { heading: "Our Values", paragraphs: [], lists: [values] },
      { heading: "Our Objectives", paragraphs: [], lists: [objectives.map(({ title, text }) => `${title}\n${text}`)] },
      { heading: "Our Aims and Principles", paragraphs: [], lists: [aims, principles] },
      {
        heading: "Our Vanguard Journey: Tower Hamlets Together",
        paragraphs: [
          "The Tower Hamlets population has a much lower healthy life expectancy than the national average and many health challenges. This video shows how the Tower Hamlets Together Vanguard helped to transform the way we deliver care to benefit patients through working together across health and social care.",
        ],
        lists: [],
      },
      {
        heading: "Are you a Tower Hamlets resident? We would love to hear from you!",
        paragraphs: [
          "If you have any feedback regarding our services, or suggestions of ideas and initiatives that may improve the healthcare and wellbeing of people in Tower Hamlets, please get in touch. We look forward to hearing from you.",
        ],
        lists: [],
      },
    ],
    source_url: `${SITE}/about-us/our-vision-and-objectives`,
    last_confirmed: confirmed ? before(2) : null,
    last_changed: confirmed ? before(40) : null,
  };
}

const sourcesOf = (resources: number): SourceSummary[] => [
  {
    id: "tower-hamlets-together", name: "Tower Hamlets Together", site: SITE, built_in: true, is_folder: false, resources, problem: null,
    attribution: "Documents belong to the partners who made them. Keep copies for your own work; do not publish them again.",
  },
];

/** Sources that somebody added to the library. */
export const ADDED: SourceSummary[] = [
  { id: "sample-site", name: "Sample site", site: "https://www.example.org", attribution: "Sample words on rights.", built_in: false, is_folder: false, resources: 4, problem: null },
  { id: "sample-folder", name: "Sample folder", site: "/media/stick/Sample leaflets", attribution: "", built_in: false, is_folder: true, resources: 1, problem: null },
];

/** What is not on the web: a file of an added folder. */
export const fromFolder = (resource: Resource): Resource => ({ ...resource, source: "sample-folder", page_url: "" });

export function status(fresh: boolean): Status {
  const last = before(2);
  return fresh
    ? {
        revision: 7,
        resources: 15,
        withdrawn: 1,
        attachments: { here: 16, pending: 1, failed: 1 },
        text: { searchable: 11, poor: 1, none: 3, waiting: 1 },
        bytes: { files: 16_240_000, store: 1_310_000, index: 860_000 },
        last_attempt: last,
        last_success: last,
        last_code: null,
        index_revision: 7,
        next_attempt: before(-0.4),
        waiting_for: null,
        notices: [],
        folder: "/home/reader/.local/share/together-library",
        site: SITE,
        sources: sourcesOf(fresh ? 15 : 9),
        sources_locked: false,
      }
    : {
        revision: 1,
        resources: 9,
        withdrawn: 0,
        attachments: { here: 0, pending: 0, failed: 0 },
        text: { searchable: 0, poor: 0, none: 0, waiting: 0 },
        bytes: { files: 0, store: 90_000, index: 20_000 },
        last_attempt: null,
        last_success: null,
        last_code: null,
        index_revision: 1,
        next_attempt: null,
        waiting_for: null,
        notices: [],
        folder: "/home/reader/.local/share/together-library",
        site: SITE,
        sources: sourcesOf(fresh ? 15 : 9),
        sources_locked: false,
      };
}
