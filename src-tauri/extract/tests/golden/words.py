"""The words of the golden documents, by language and page: a heading, then paragraphs. All of them are samples, written
for this purpose, and say nothing about health."""

WORDS = {
    "en": [
        [
            "A sample about paper",
            "This is a sample for testing. The office on the first floor offers affordable coffee; staff find it difficult to shuffle waffles without a shelf.",
            "Bring a pen, a self-addressed envelope and 10 sheets of paper. Ring 020 7123 4567 between 9am and 5pm.",
        ],
        [
            "The second page",
            "Understanding the accommodation arrangements and the responsibilities of an organisation takes considerable concentration, and sometimes a long walk.",
            "When you have read this page, close the window and put the paper back where it was.",
        ],
    ],
    "bn": [
        [
            "কাগজের নমুনা",
            "এটি পরীক্ষার জন্য একটি নমুনা। প্রথম তলার অফিসে সস্তায় চা পাওয়া যায়, কিন্তু বিস্কুট খুঁজে পাওয়া কঠিন।",
            "একটি কলম, একটি খাম ও দশটি কাগজ সঙ্গে আনুন। গ্রন্থাগার সকাল নয়টা থেকে বিকেল পাঁচটা পর্যন্ত খোলা থাকে।",
        ],
        ["দ্বিতীয় পৃষ্ঠা", "এই পৃষ্ঠা পড়া শেষ হলে জানালা বন্ধ করুন এবং কাগজটি যেখানে ছিল সেখানে রেখে দিন। ধন্যবাদ ও শুভেচ্ছা।"],
    ],
    "so": [
        [
            "Tusaale ku saabsan warqad",
            "Kani waa tusaale tijaabo ah. Xafiiska dabaqa koowaad waxaa laga helaa shaah jaban, laakiin way adag tahay in la helo buskud.",
            "Fadlan soo qaado qalin, baqshad iyo toban xaashiyood. Maktabaddu waxay furan tahay subaxdii ilaa galabtii.",
        ],
        ["Bogga labaad", "Markaad akhriso boggan, xir daaqadda oo ku celi warqadda meeshii ay tiil. Mahadsanid iyo nabad gelyo."],
    ],
    "ar": [
        [
            "عينة عن الورق",
            "هذه عينة للاختبار فقط. في مكتب الطابق الأول شاي رخيص، لكن من الصعب أن تجد البسكويت (حتى يوم الجمعة).",
            "أحضر قلما وظرفا وعشر أوراق. رقم الهاتف هو 020 7123 4567، والسعر 50% فقط.",
        ],
        ["الصفحة الثانية", "عندما تنتهي من قراءة هذه الصفحة أغلق النافذة وأعد الورقة إلى مكانها. شكرا لكم ومع السلامة."],
    ],
    "ur": [
        [
            "کاغذ کا نمونہ",
            "یہ صرف جانچ کے لیے ایک نمونہ ہے۔ پہلی منزل کے دفتر میں سستی چائے ملتی ہے، لیکن بسکٹ ڈھونڈنا مشکل ہے۔",
            "ایک قلم، ایک لفافہ اور دس کاغذ ساتھ لائیں۔ کتب خانہ صبح سے شام تک کھلا رہتا ہے۔",
        ],
        ["دوسرا صفحہ", "یہ صفحہ پڑھنے کے بعد کھڑکی بند کریں اور کاغذ کو اس کی جگہ پر واپس رکھ دیں۔ آپ کا شکریہ۔"],
    ],
    "pl": [
        [
            "Przykład o papierze",
            "To jest przykład do sprawdzania. W biurze na pierwszym piętrze jest tania herbata, ale trudno znaleźć ciastka; źdźbło żółtej trawy leży na półce.",
            "Proszę przynieść długopis, kopertę i dziesięć kartek. Biblioteka jest otwarta od rana do wieczora.",
        ],
        ["Druga strona", "Gdy przeczytasz tę stronę, zamknij okno i odłóż papier tam, gdzie leżał. Dziękujemy i życzymy miłego dnia."],
    ],
    "pt": [
        [
            "Uma amostra sobre papel",
            "Isto é uma amostra para testes. No escritório do primeiro andar há chá barato, mas não é fácil encontrar bolachas.",
            "Traga uma caneta, um envelope e dez folhas. A biblioteca está aberta de manhã até à noite, exceto aos domingos.",
        ],
        ["A segunda página", "Quando acabar de ler esta página, feche a janela e ponha o papel onde estava. Obrigado e até amanhã, coração."],
    ],
    "es": [
        [
            "Una muestra sobre papel",
            "Esto es una muestra para pruebas. En la oficina del primer piso hay té barato, pero es difícil encontrar galletas. ¿Quién las guardó?",
            "Traiga un bolígrafo, un sobre y diez hojas. La biblioteca está abierta desde la mañana hasta la noche.",
        ],
        ["La segunda página", "Cuando termine de leer esta página, cierre la ventana y deje el papel donde estaba. ¡Gracias y hasta mañana!"],
    ],
    "zh": [
        ["关于纸的样本", "这只是一个用于测试的样本。一楼的办公室有便宜的茶，但是很难找到饼干。", "请带一支笔、一个信封和十张纸。图书馆从早上开到晚上。"],
        ["第二页", "看完这一页以后，请把窗户关上，把纸放回原来的地方。谢谢大家，明天见。"],
    ],
}
