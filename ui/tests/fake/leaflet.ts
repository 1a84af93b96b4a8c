/** The words of the sample leaflets, by page; the tests print them to real PDFs. Samples, no health advice. */

export interface LeafletPage {
  heading: string;
  paragraphs: string[];
}

const ENGLISH: LeafletPage[] = [
  {
    heading: "Looking after your blood pressure",
    paragraphs: [
      "This is a sample for demonstration and no health advice. It was written to try the program with.",
      "A leaflet like this one often begins with who it is for, who wrote it, and when it will be looked at again.",
      "Ask the team that gave you this sheet if anything in it is not clear.",
    ],
  },
  {
    heading: "What the two numbers mean",
    paragraphs: [
      "Blood pressure is written as two numbers, one above the other. The sample does not say which numbers are good.",
      "The first number is measured while the heart beats. The second is measured while it rests between two beats.",
      "Your care team can tell you what your own numbers mean for you.",
    ],
  },
  {
    heading: "Measuring at home",
    paragraphs: [
      "Sit down and rest before you measure. Keep your arm at the height of your heart.",
      "Write each measurement down with the day and the time, and bring the list to your next visit.",
      "Home measuring helps people who feel nervous in a clinic.",
    ],
  },
  {
    heading: "Everyday things",
    paragraphs: [
      "Many leaflets talk about walking, salt, sleep and smoking here. This sample only shows where such words would stand.",
      "Local groups offer walks, cooking lessons and company. Your care team knows where.",
    ],
  },
  {
    heading: "Medicines",
    paragraphs: [
      "A real leaflet would say how medicines for blood pressure are taken and what to ask the pharmacist.",
      "This sample says nothing about any medicine.",
    ],
  },
  {
    heading: "Who to ask",
    paragraphs: [
      "Write the telephone number of your care team here.",
      "This leaflet is a sample for demonstration. It is in English; samples in Bengali, Somali and Arabic go with it.",
    ],
  },
];

const BENGALI: LeafletPage[] = [
  { heading: "আপনার রক্তচাপের যত্ন নেওয়া", paragraphs: ["এটি প্রদর্শনের জন্য একটি নমুনা, স্বাস্থ্য পরামর্শ নয়।", "কিছু পরিষ্কার না হলে আপনার দলকে জিজ্ঞাসা করুন।"] },
  { heading: "বাড়িতে মাপা", paragraphs: ["মাপার আগে বসুন এবং বিশ্রাম নিন।", "প্রতিটি রক্তচাপের মাপ লিখে রাখুন।"] },
];
const SOMALI: LeafletPage[] = [
  { heading: "Daryeelidda cadaadiska dhiiggaaga", paragraphs: ["Tani waa tusaale bandhig ah, ma aha talo caafimaad.", "Weydii kooxdaada haddii wax aanay caddayn."] },
  { heading: "Cabbiridda guriga", paragraphs: ["Fadhiiso oo naso ka hor intaadan cabbirin cadaadiska dhiigga.", "Qor cabbir kasta."] },
];
const ARABIC: LeafletPage[] = [
  { heading: "العناية بضغط الدم", paragraphs: ["هذه عينة للعرض فقط وليست نصيحة صحية.", "اسأل فريقك إذا كان هناك شيء غير واضح."] },
  { heading: "القياس في المنزل", paragraphs: ["اجلس واسترح قبل قياس ضغط الدم.", "اكتب كل قياس."] },
];

/** Chapters that have a picture of their own. */
export const WITH_PICTURES = 60;

/** Many pages, some with pictures: large enough to be read in ranges. */
const LONG: LeafletPage[] = Array.from({ length: 300 }, (_, at) => ({
  heading: `Chapter ${at + 1}`,
  paragraphs: ["This is a sample for demonstration and no health advice.", at < WITH_PICTURES && at % 10 === 9 ? "Here the lighthouse is mentioned." : "Nothing in particular is mentioned here."],
}));

/** A page in each of two languages. */
const MIXED: LeafletPage[] = [...ENGLISH.slice(1, 2), ...BENGALI.slice(1)];

export function leafletPages(language: string): LeafletPage[] {
  return { bn: BENGALI, so: SOMALI, ar: ARABIC, long: LONG, mixed: MIXED }[language] ?? ENGLISH;
}

/** Puts a picture of noise on the first pages, which no compression makes small. Runs in the page that is printed. */
export function addNoise(pages: number): void {
  for (const place of [...document.querySelectorAll<HTMLElement>(".picture")].slice(0, pages)) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 110;
    const ink = canvas.getContext("2d");
    if (!ink) throw new Error("no canvas");
    const noise = ink.createImageData(110, 110);
    for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
    ink.putImageData(noise, 0, 0);
    const picture = new Image(110, 110);
    picture.src = canvas.toDataURL();
    place.append(picture);
  }
}

export function leafletHtml(language: string): string {
  const pages = leafletPages(language)
    .map(({ heading, paragraphs }) => `<section><h1>${heading}</h1>${paragraphs.map((words) => `<p>${words}</p>`).join("")}<div class="picture"></div></section>`)
    .join("");
  return `<!doctype html><html lang="${["long", "mixed"].includes(language) ? "en" : language}" dir="${language === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8"><title>Sample</title><style>
    @page { size: A5; margin: 14mm } body { font: 13pt/1.5 "Noto Sans", "Noto Sans Bengali", sans-serif; margin: 0; color: #14262b }
    section { break-after: page } h1 { font-size: 22pt; line-height: 1.2; color: #0c5259 }
    .picture { height: 40mm; margin-top: 8mm; border-radius: 4mm; background: linear-gradient(120deg, #cfe7e3, #fdf1d8) }
  </style>${pages}</html>`;
}
