# বাংলা — Bengali. A DRAFT: no speaker has read it yet. The window says so wherever it is chosen.
# What is missing here is shown in English. Words of health and care are not made up: where there is doubt they are left out.
app-name = Together Library
app-places = স্থান
app-message = বার্তা
app-skip = মূল অংশে যান

place-library = লাইব্রেরি
place-shelf = আমার তাক
place-print_pack = ছাপার প্যাক
place-new = নতুন কী
place-vision = আমাদের লক্ষ্য
place-status = অবস্থা
place-settings = সেটিংস
place-reader = পাঠ

action-back = পিছনে
action-close = বন্ধ করুন
action-cancel = বাতিল
action-save = রাখুন
action-undo = ফিরিয়ে আনুন
action-try_again = আবার চেষ্টা করুন

list-more = আরও { $count }টি দেখান

language-unknown = ভাষা জানা নেই
language-bn = বাংলা
language-syl = সিলেটি

size-b = { $amount } বাইট
size-kb = { $amount } কেবি
size-mb = { $amount } এমবি
size-gb = { $amount } জিবি

kind-leaflet = লিফলেট
kind-guide = নির্দেশিকা
kind-questions_and_answers = প্রশ্ন ও উত্তর
kind-strategy = কৌশলপত্র
kind-framework = কাঠামো
kind-report = প্রতিবেদন
kind-case_studies = কেস স্টাডি
kind-board_paper = বোর্ডের কাগজ
kind-form = ফর্ম
kind-toolkit = টুলকিট
kind-service = সেবা
kind-video = ভিডিও
kind-other = অন্যান্য
kind-guess = অনুমান
kind-guess-why = এটি কোন ধরনের, সাইটে তা লেখা নেই। আমরা এর শব্দ দেখে অনুমান করেছি।

fresh-confirmed = { $when } মিলিয়ে দেখা হয়েছে
fresh-not_for = { $count } দিন মিলিয়ে দেখা হয়নি
fresh-never = সাইটের সঙ্গে এখনও মিলিয়ে দেখা হয়নি
state-withdrawn = তুলে নেওয়া হয়েছে
state-withdrawn_on = { $date } তারিখে তুলে নেওয়া হয়েছে

trust-past_review = পর্যালোচনার তারিখ পার হয়ে গেছে
trust-past_review-how = এতে ছাপা পর্যালোচনার তারিখ পার হয়ে গেছে। এতে লেখা আছে: { $evidence }। ব্যবহারের আগে আপনার দলের সঙ্গে যাচাই করুন।
trust-not_confirmed-how = { $date } তারিখে, { $count } দিন আগে, আমরা এটি শেষবার সাইটে দেখেছি। এর পরে এটি বদলে থাকতে পারে।
trust-replaced = এখন এখানে: { $title }
trust-replaced-how = একই নথি এখন এখানে আছে:
trust-words = “{ $words }”
trust-words_on_page = “{ $words }”, পাতা { $page }
trust-show_page = পাতা { $page } দেখান

facts-title = এর লেখায় যা পাওয়া গেছে
facts-review = পর্যালোচনার তারিখ
facts-version = সংস্করণ
facts-reference = রেফারেন্স
facts-organisation = যারা লিখেছে বা প্রকাশ করেছে
facts-years = { $count } বছর
facts-telephones = টেলিফোন নম্বর
facts-more = আরও { $count }টি

library-title = লাইব্রেরি
library-search = লাইব্রেরিতে খুঁজুন
library-placeholder = শিরোনামে ও প্রতিটি পাতার ভিতরে খুঁজুন
library-clear = খোঁজা মুছুন
library-keys = কী-এর সাহায্যের জন্য F1 চাপুন।
library-loading = লাইব্রেরি খোলা হচ্ছে…
library-count = { $count }টি
library-found = { $count }টি পাওয়া গেছে
library-found_filtered = এই ছাঁকনি দিয়ে { $count }টি পাওয়া গেছে
library-related = একই বিষয়ে, কিন্তু আপনার শব্দ নেই
library-order = নতুনগুলি আগে, সাইটে যেমন আছে
library-so_far = { $count }টি নথির মধ্যে { $searchable }টিতে এখন খোঁজা যায়।
library-incomplete = কিছু ফাইল এখনও পড়া হচ্ছে, তাই শীঘ্রই আরও পাওয়া যেতে পারে।
library-more = আরও দেখান
library-shown = { $total }টির মধ্যে { $shown }টি দেখানো হচ্ছে
library-starter = এই তালিকা প্রোগ্রামের সঙ্গে এসেছে। ইন্টারনেট চালু রেখে একবার হালনাগাদ করুন, তাহলে ফাইলগুলিও আসবে।
library-refresh = এখন হালনাগাদ করুন
library-changed = লাইব্রেরি বদলেছে।
library-newest = সবচেয়ে নতুন ফল দেখান
library-results = ফলাফল
library-resources = সব কিছু

suggest-title = পরামর্শ
suggest-kind-title = খুলুন
suggest-kind-topic = বিষয়
suggest-kind-word = খুঁজুন

corrected-meant = “{ $words }” এর ফলাফল দেখানো হচ্ছে।
corrected-exact = আপনি যেমন লিখেছেন, “{ $words }” খোঁজা হয়েছে।
corrected-instead = এর বদলে “{ $words }” খুঁজুন

why-show = প্রতিটি ফল কেন এখানে আছে তা দেখান
why-keys = Ctrl Shift E
why-on = প্রতিটি ফল কেন এখানে আছে তা বলা হচ্ছে
why-off = ফলগুলি কেন এখানে আছে তা বলা হচ্ছে না
why-title = এটি কেন এখানে

keys-title = কী
keys-show = সব কী দেখান
keys-or = অথবা
keys-question_mark = ? কী এই সাহায্য খোলে (F1 সবসময় খোলে)
keys-everywhere = সব জায়গায়
keys-search = খোঁজার ঘর
keys-pane = জানালার পরের বা আগের অংশ
keys-back = পিছনে
keys-forward = সামনে
keys-favourite = প্রিয় করুন বা বাদ দিন
keys-settings = সেটিংস
keys-full_screen = পুরো পর্দায়, বা আর নয়
keys-close = উপরে যা খোলা আছে তা বন্ধ করুন
keys-help = এই সাহায্য
keys-print = ছাপুন
keys-save = একটি কপি রাখুন
keys-another_program = অন্য প্রোগ্রামে খুলুন
keys-library = লাইব্রেরিতে
keys-move = পরামর্শ ও ফলাফল
keys-ends = প্রথম ও শেষ ফল
keys-open = ফলটি খুলুন
keys-elsewhere = ফলটি অন্য প্রোগ্রামে খুলুন
keys-box = খোঁজার ঘরে ফিরুন
keys-why = প্রতিটি ফল কেন আছে
keys-reader = নথির ভিতরে
keys-find = ভিতরে শব্দ খুঁজুন
keys-next = পরের জায়গা
keys-previous = আগের জায়গা
keys-bigger = বড়
keys-smaller = ছোট
keys-fit = চওড়ার সমান
keys-fit_page = পুরো পাতা
keys-turn = ডানে ঘোরান, বামে ঘোরান
keys-panel = ছোট পাতা ও সূচি
keys-page = একটি পাতায় যান
keys-beside = দ্বিতীয় নথি
keys-aloud = পড়ে শোনান
keys-silent = পড়া থামান
keys-leave = ফলাফলে ফিরুন

look-title = এই জানালা
look-theme = রং
look-theme-computer = কম্পিউটারের মতো
look-theme-light = হালকা
look-theme-dark = গাঢ়
look-language = এই জানালার ভাষা
look-language-draft = { $language } (খসড়া)
look-size = লেখার আকার
look-size-normal = সাধারণ
look-size-large = বড়
look-size-larger = আরও বড়

patient-label = এই রোগীর জন্য
patient-none = যে কোনো ভাষা
patient-clear = রোগীর ভাষা মুছুন: { $language }
patient-first = { $language } আগে।
patient-first-order = { $language } আগে, তারপর নতুনগুলি

filter-title = ছাঁকনি
filter-kind = ধরন
filter-kind-any = যে কোনো ধরন
filter-language = ভাষা
filter-language-any = যে কোনো ভাষা
filter-year = বছর
filter-year-any = যে কোনো বছর
filter-topic = বিষয়
filter-topic-any = যে কোনো বিষয়
filter-with_text = লেখা আছে
filter-here = এই কম্পিউটারে আছে
filter-withdrawn = তুলে নেওয়াগুলিও দেখান
filter-clear = ছাঁকনি মুছুন
filter-on = { $count }টি ছাঁকনি চালু

row-in = { $language } ভাষায়
row-also = আরও আছে
row-page = পাতা { $page }
row-from_picture = ছবি থেকে পড়া
row-summary = সারাংশ
row-not_here = এর কোনো ফাইল এখনও এই কম্পিউটারে নেই
row-files_waiting = প্রথম হালনাগাদের সঙ্গে ফাইল আসবে
row-files_pending = আরও { $count }টি ফাইল আসা বাকি
row-files_failed = { $count }টি ফাইল আনা যায়নি
row-same_file = একই ফাইল আরও { $count } জায়গায় আছে
row-online_only = ইন্টারনেট লাগবে

nothing-title = “{ $words }” এর জন্য কিছু পাওয়া যায়নি
nothing-try = কী করে দেখতে পারেন
nothing-try-fewer = কম শব্দ লিখুন। আমরা সব শব্দ একসঙ্গে খুঁজি।
nothing-try-spelling = বানান দেখুন।
nothing-filters = আপনার ছাঁকনি হয়তো দরকারি জিনিস লুকিয়ে রাখছে:
nothing-all-kind = সব ধরনে খুঁজুন
nothing-all-language = সব ভাষায় খুঁজুন
nothing-all-year = সব বছরে খুঁজুন
nothing-all-topic = সব বিষয়ে খুঁজুন
nothing-all-withText = লেখা ছাড়াও
nothing-all-here = এই কম্পিউটারে না থাকলেও
nothing-all-found = { $count }টি পাওয়া গেছে
nothing-try-withdrawn = তুলে নেওয়া { $count }টি মিলেছে। দেখান।
nothing-try-files = লাইব্রেরি হালনাগাদ করুন। অনেক ফাইল এখনও এই কম্পিউটারে নেই, তাই সেগুলির ভিতরে খোঁজা যায় না।
nothing-noted = যা পাওয়া যায়নি তার তালিকায় এই শব্দগুলি এই কম্পিউটারে লিখে রাখা হয়েছে। সেটিংসে তালিকাটি দেখতে পারেন।
nothing-empty = এখানে কিছু নেই
nothing-filtered = এই ছাঁকনিতে কিছু মেলে না

reader-loading = খোলা হচ্ছে…
reader-not_found = এটি লাইব্রেরিতে নেই
reader-withdrawn = এটি { $date } তারিখে সাইট থেকে তুলে নেওয়া হয়েছে। এটি পুরনো হতে পারে। ব্যবহারের আগে যাচাই করুন।
reader-withdrawn_undated = এটি সাইট থেকে তুলে নেওয়া হয়েছে। এটি পুরনো হতে পারে। ব্যবহারের আগে যাচাই করুন।
reader-files = ফাইল
reader-file_number = ফাইল { $number }
reader-actions = এটি নিয়ে কী করবেন
reader-print = ছাপুন
reader-mail = লিংকটি ই-মেইলে পাঠান
reader-open = অন্য প্রোগ্রামে খুলুন
reader-folder = ফোল্ডারে দেখান
reader-save = একটি কপি রাখুন
reader-copy_link = সবার জন্য পাতার লিংক কপি করুন
reader-copy_reference = উৎসের লাইন কপি করুন
reader-qr = QR কোড দেখান
reader-copied = লিংক কপি হয়েছে
reader-copied_reference = কপি হয়েছে: { $line }
reader-copy_reference_failed = কপি করা যায়নি। লাইনটি হলো: { $line }
reader-copy_failed = লিংক কপি করা যায়নি। লিংকটি হলো: { $url }
reader-saved =
    { $count ->
        [one] { $count }টি ফাইল রাখা হয়েছে: { $path }
       *[other] { $count }টি ফাইল রাখা হয়েছে। প্রথমটি { $path }
    }
print-sent = প্রিন্টারে পাঠানো হয়েছে
print-opened = ফাইলটি অন্য প্রোগ্রামে খোলা আছে। সেখান থেকে ছাপুন।
print-open_first = আগে যা ছাপতে চান তা খুলুন।
mail-opened = আপনার ই-মেইল প্রোগ্রামে একটি বার্তা তৈরি আছে। ফাইলটি তার মধ্যে নেই।
mail-long = ই-মেইল শুরু করার জন্য এটি বেশি লম্বা। এটি কপি করা হয়েছে, আপনি নিজে বসিয়ে দিতে পারেন।
ask-title = দেওয়ার আগে মিলিয়ে দেখুন
ask-yes = তবু এগিয়ে যান
ask-no = দেবেন না
reference-dated = ছাপা তারিখ: { $date }
reference-confirmed = { $date } তারিখে মিলিয়ে দেখা হয়েছে
qr-title = এর সবার জন্য পাতা:
qr-alt = QR কোড, যা { $site } এ নিয়ে যায়। ঠিকানাটি নিচে লেখা আছে।
qr-how = ফোনের ক্যামেরা কোডের দিকে ধরুন। ফোনের ইন্টারনেট লাগবে; এই কম্পিউটারের লাগবে না।
qr-long = এই ঠিকানা QR কোডের জন্য বেশি লম্বা।
reader-about = এটির কথা
reader-about-show = বিস্তারিত দেখান
reader-about-hide = বিস্তারিত লুকান
reader-summary = সাইটে যা লেখা আছে
reader-from = এসেছে
reader-source = সবার জন্য পাতা
reader-confirmed = সাইটের সঙ্গে মিলিয়ে দেখা
reader-confirmed-never = এখনও নয়
reader-changed = বদলেছে
reader-first_seen = লাইব্রেরিতে আছে
reader-state = অবস্থা
reader-printed = ছাপা তারিখ
reader-topics = বিষয়
reader-kind = ধরন
reader-language = ভাষা
reader-links = ইন্টারনেটে
reader-links-why = এগুলি এই কম্পিউটারে নেই। ইন্টারনেট লাগবে।
reader-link-video = ভিডিও
reader-link-page = পাতা
reader-pages = { $count } পাতা
reader-file-pending = এখনও আসেনি
reader-file-failed = আনা যায়নি
reader-file-withdrawn = তুলে নেওয়া হয়েছে

waiting-starter-title = প্রথম হালনাগাদের সঙ্গে ফাইলগুলি আসবে
waiting-starter = এটি প্রোগ্রামের সঙ্গে এসেছে, ফাইল ছাড়া। ইন্টারনেট চালু রেখে একবার হালনাগাদ করুন। তারপর ফাইলগুলি এখানেই থাকবে।
waiting-pending-title = এই ফাইল এখনও আসেনি
waiting-pending = এটি তালিকায় আছে, পরের হালনাগাদে আসবে।
waiting-failed-title = এই ফাইল আনা যায়নি
waiting-failed = পরের হালনাগাদে আবার চেষ্টা হবে।
waiting-none-title = এর কোনো ফাইল নেই
waiting-none = সাইটে শুধু এই কথা ও লিংকগুলি আছে।

view-label = কীভাবে দেখাবে
view-page = পাতা
view-both = দুটিই
view-text = লেখা
view-menu = দেখা
view-dark = গাঢ় পাতা
turn-right = ডানে ঘোরান
turn-left = বামে ঘোরান
panel-label = ছোট পাতা ও সূচি
panel-of = { $title } – ছোট পাতা ও সূচি
panel-contents = সূচি
page-label = পাতা
page-of = মোট { $total }
page-previous = আগের পাতা
page-next = পরের পাতা
zoom-label = আকার
zoom-in = বড়
zoom-out = ছোট
zoom-fit = চওড়ার সমান
zoom-fit_page = পুরো পাতা
zoom-now = { $percent }%
find-label = এই নথিতে খুঁজুন
find-in = { $title } – এর মধ্যে খুঁজুন
find-previous = আগের জায়গা
find-next = পরের জায়গা
find-count = { $total }টির মধ্যে { $current }
find-none = পাওয়া যায়নি
find-in_text = লেখায় { $count }টি

pdf-label = { $title } এর পাতা
pdf-loading = পাতাগুলি খোলা হচ্ছে…
pdf-broken = এই ফাইলের পাতা এখানে দেখানো যায় না
pdf-password = এই ফাইল পাসওয়ার্ড চায়
pdf-broken-try = এর লেখা হয়তো পড়া যাবে, বা অন্য প্রোগ্রাম এটি খুলতে পারে।
text-label = { $title } এর লেখা
text-page = পাতা { $page }
text-poor = এই লেখার কিছু অংশ ভালোভাবে পড়া যায়নি। পাতার সঙ্গে মিলিয়ে দেখুন।
text-poor_page = এই পাতার শব্দ হয়তো ঠিকভাবে পড়া যায়নি। পাতার সঙ্গে মিলিয়ে দেখুন।
text-from_picture = কম্পিউটার এই পাতা একটি ছবি থেকে পড়েছে। কিছু শব্দ ভুল হতে পারে। পাতার সঙ্গে মিলিয়ে দেখুন।
pictures-title = ছবির ভিতরের শব্দ
pictures-what =
    { $count ->
        [one] এই পাতাটি একটি ছবি, তাই খুঁজলে এর শব্দ পাওয়া যায় না। এই কম্পিউটার সেগুলি পড়ার চেষ্টা করতে পারে।
       *[other] { $count }টি পাতা ছবি, তাই খুঁজলে সেগুলির শব্দ পাওয়া যায় না। এই কম্পিউটার সেগুলি পড়ার চেষ্টা করতে পারে।
    }
pictures-read = ছবির ভিতরের শব্দ পড়ুন
pictures-reading = { $total }টির মধ্যে { $page } নম্বর ছবি পড়া হচ্ছে
pictures-starting = তৈরি হচ্ছে
pictures-stop = থামান
pictures-stopped = থামানো হয়েছে। যে পাতাগুলি পড়া হয়েছে, সেগুলি রাখা আছে।
pictures-done =
    { $count ->
        [one] একটি পাতায় শব্দ পাওয়া গেছে। সেগুলি এখন লেখায় আছে, আর খোঁজা যায়।
       *[other] { $count }টি পাতায় শব্দ পাওয়া গেছে। সেগুলি এখন লেখায় আছে, আর খোঁজা যায়।
    }
pictures-nothing = ছবিতে কোনো শব্দ পাওয়া যায়নি।
pictures-failed =
    { $count ->
        [one] একটি পাতা পড়া যায়নি। আবার চেষ্টা করতে পারেন।
       *[other] { $count }টি পাতা পড়া যায়নি। আবার চেষ্টা করতে পারেন।
    }
text-none = এই ফাইলে কোনো লেখা নেই। এটি হয়তো পাতার ছবি।
text-none_on_page = এই পাতায় কোনো লেখা নেই
text-loading = লেখা পড়া হচ্ছে…
beside-start = পাশাপাশি
beside-choose = পাশে কী পড়বেন
beside-same = একই নথি অন্য ভাষায়, এবং অন্য ফাইল
beside-search = অথবা লাইব্রেরিতে খুঁজুন
beside-label = দ্বিতীয় নথি
beside-title = { $title } (দ্বিতীয় নথি)
beside-together = একসঙ্গে সরান
beside-other = অন্য একটি
beside-close = দ্বিতীয় নথি বন্ধ করুন
aloud-start = পড়ে শোনান
aloud-hold = একটু থামান
aloud-go_on = আবার শুরু
aloud-stop = থামান
aloud-back = আগের অংশ
aloud-next = পরের অংশ
aloud-slower = ধীরে
aloud-faster = দ্রুত
aloud-voice = কণ্ঠ: { $name }
aloud-no_voice = এই কম্পিউটারে পড়ে শোনানোর কণ্ঠ নেই। আপনার আইটি দল একটি যোগ করতে পারে।
aloud-no_language = এই কম্পিউটারে { $language } পড়ার কণ্ঠ নেই। আপনার আইটি দল একটি যোগ করতে পারে।
image-alt = ছবি: { $label }
image-broken = এই ছবি এখানে দেখানো যায় না
media-loading = রেকর্ডিং তৈরি হচ্ছে…
media-cannot = এই কম্পিউটার এখানে রেকর্ডিংটি চালাতে পারে না
media-large = এই রেকর্ডিং বড় ({ $size })
media-try = এই কম্পিউটারের অন্য প্রোগ্রাম হয়তো এটি চালাতে পারে।
other-title = এই ধরনের ফাইল অন্য প্রোগ্রামে খোলে
other-type = { $name }, { $size }

link-title = এটি ইন্টারনেটে নিয়ে যায়
link-leads = এটি আপনার ব্রাউজারে খোলে এবং { $site } এ নিয়ে যায়:
link-open = ব্রাউজারে খুলুন
link-copy = ঠিকানা কপি করুন
link-copied = কপি হয়েছে
link-copy_failed = কপি করা যায়নি। এটি হলো: { $words }
link-bad = এই ঠিকানা খোলা যায় না
link-mail = এটি একটি ই-মেইল ঠিকানা
link-write = ই-মেইল লিখুন
link-phone = এটি একটি টেলিফোন নম্বর
link-copy_number = নম্বরটি কপি করুন

news-title = নতুন কী
news-loading = কী বদলেছে দেখা হচ্ছে…
news-count = { $count } নতুন খবর
news-since = আপনি শেষ দেখেছেন { $date }, তার পর থেকে
news-span = দেখান
news-span-new = আমার শেষ দেখার পর থেকে
news-span-month = গত ৩০ দিন
news-span-all = সব
news-came = { $count }টি নতুন
news-changed = { $count }টি বদলেছে
news-went = { $count }টি তুলে নেওয়া হয়েছে
news-mark = সব দেখা হয়েছে বলে রাখুন
news-marked = দেখা হয়েছে বলে রাখা হলো
news-fresher = সবচেয়ে নতুন দেখান
news-new = আপনার জন্য নতুন
news-first = এখন থেকে এই পাতায় নতুন সব দেখা যাবে
news-first-how = প্রতিটি হালনাগাদের পর এখানে পাবেন কী এসেছে, কী বদলেছে আর কী গেছে, আপনার শেষ দেখার পর থেকে।
news-none = আপনার শেষ দেখার পর নতুন কিছু নেই
news-none-when = আপনি শেষ দেখেছেন { $date }।
news-none-span = এই সময়ে কিছু বদলায়নি
news-more = আরও দেখান
news-shown = { $total }টির মধ্যে { $shown }টি দেখানো হচ্ছে

change-pill-came = নতুন
change-pill-changed = বদলেছে
change-pill-went = গেছে
change-pill-plain = বিস্তারিত
change-added = লাইব্রেরিতে নতুন
change-text = “{ $what }” বদলেছে
change-text-title = শিরোনাম বদলেছে
change-text-summary = সাইটের কথা বদলেছে
change-details = বদলেছে: { $what }
change-details-kind = ধরন বদলেছে
change-details-language = ভাষা বদলেছে
change-details-topics = বিষয় বদলেছে
change-details-date = ছাপা তারিখ বদলেছে
change-details-links = ইন্টারনেটের লিংক বদলেছে
change-file_added = নতুন ফাইল: { $what }
change-file_replaced = ফাইলের নতুন সংস্করণ: { $what }
change-file_removed = ফাইল সরানো হয়েছে: { $what }
change-moved = এর পাতার ঠিকানা বদলেছে
change-moved-file = ফাইলের ঠিকানা বদলেছে: { $what }
change-withdrawn = সাইট থেকে তুলে নেওয়া হয়েছে; এখানে এখনও পড়া যায়
change-came_back = সাইটে ফিরে এসেছে
change-removed = বাদ গেছে:
change-inserted = যোগ হয়েছে:
change-then = তারপর:
change-more = এখানে যা দেখানো হলো তার চেয়ে বেশি শব্দ বদলেছে।
change-unread = এর শব্দ মিলিয়ে দেখা হয়নি।

history-title = কী বদলেছে
history-none = এখানে আসার পর কিছু বদলায়নি।
history-chip-added = আপনার শেষ দেখার পর নতুন
history-chip-changed = আপনার শেষ দেখার পর বদলেছে

shelf-title = আমার তাক
shelf-private = এখানে যা রাখেন, তা এই কম্পিউটারেই থাকে।
shelf-loading = আপনার তাক খোলা হচ্ছে…
shelf-parts = কী দেখানো হবে
shelf-part-favourites = প্রিয়
shelf-part-packs = প্যাক
shelf-part-recents = শেষে যা খুলেছেন
shelf-part-notes = নোট
shelf-none = এখনও কোনো প্রিয় নেই
shelf-none-how = পাশের তারায় চাপ দিন, বা পড়ার সময় Ctrl D চাপুন। তাহলে এটি সবসময় এখানে হাতের কাছে থাকবে।
shelf-star = প্রিয়: { $title }
shelf-star-on = প্রিয়তে যোগ করুন
shelf-star-off = প্রিয় থেকে বাদ দিন
shelf-starred = প্রিয়তে যোগ হয়েছে: { $title }
shelf-unstarred = আর প্রিয় নয়: { $title }
shelf-missing = এই লাইব্রেরিতে নেই
shelf-export = ফাইল হিসাবে রাখুন
shelf-import = ফাইল থেকে আনুন
shelf-exported = আপনার তাক রাখা হয়েছে: { $path }। শেষে যা খুলেছেন তা এতে নেই।
shelf-set_aside = আপনার তাকের একটি পুরনো ফাইল পড়া যায়নি। সেটি { $name } নামে তাকের পাশে রাখা আছে। আপনার আইটি হেল্প ডেস্ক হয়তো ঠিক করতে পারবে।
pack-new = নতুন প্যাক
pack-make = তৈরি করুন
pack-made = “{ $pack }” প্যাকটি তৈরি হয়েছে
pack-name = প্যাকের নাম
pack-none = এখনও কোনো প্যাক নেই
pack-none-how = প্যাকে জিনিসগুলি আপনার সাজানো ক্রমে একসঙ্গে থাকে। এখানে নাম দিন, তারপর পড়ার সময় যোগ করুন।
pack-empty = এতে এখনও কিছু নেই। একটি নথি খুলে “প্যাকে যোগ করুন” বেছে নিন।
pack-rename = নতুন নাম দিন
pack-rename-this = নতুন নাম দিন: { $pack }
pack-delete = মুছুন
pack-delete-this = মুছুন: { $pack }
pack-deleted = “{ $pack }” প্যাকটি মোছা হয়েছে
pack-add = প্যাকে যোগ করুন
pack-add-this = প্যাকে যোগ করুন: { $title }
pack-added = “{ $title }” এখন “{ $pack }” এ আছে
pack-inside = আগে থেকেই আছে
pack-up = উপরে নিন: { $title }
pack-up-short = উপরে নিন
pack-down = নিচে নিন: { $title }
pack-down-short = নিচে নিন
pack-moved = { $title }: { $count }টির মধ্যে { $place }
pack-remove = প্যাক থেকে বাদ দিন: { $title }
pack-remove-short = প্যাক থেকে বাদ দিন
pack-removed = “{ $title }” আর “{ $pack }” এ নেই
recents-none = এখনও কিছু খোলা হয়নি
recents-none-how = পড়ার জন্য যা খোলেন, তা এখানে থাকে, শেষেরটি আগে।
recents-off = আপনি যা খোলেন তার তালিকা রাখা হয় না
recents-off-why = সেটিংসে এই তালিকা বন্ধ আছে, তাই এই কম্পিউটারের অন্য কেউ দেখতে পায় না আপনি কী পড়েছেন।
recents-clear = তালিকা খালি করুন
recents-cleared = তালিকা খালি
recents-forget = তালিকা থেকে বাদ দিন: { $title }
recents-forget-short = তালিকা থেকে বাদ দিন
note-title = আমার নোট
note-hint = শুধু এই কম্পিউটারে। রোগীদের সম্পর্কে কিছু লিখবেন না।
note-saved = রাখা হয়েছে।
note-none = এখনও কোনো নোট নেই
note-none-how = একটি নথি খুলে তার পাশে নোট লিখুন। সব নোট এখানে পাবেন।
note-delete = এর নোট মুছুন: { $title }
note-delete-short = নোট মুছুন
note-deleted = নোট মোছা হয়েছে
came = আনা হয়েছে: { $list }।
came-nothing = এর সব কিছু আগে থেকেই আপনার তাকে ছিল।
came-favourites = { $count }টি প্রিয়
came-packs = { $count }টি প্যাক
came-into_packs = আপনার প্যাকে { $count }টি
came-notes = { $count }টি নোট
came-joined_notes = আপনার নোটে যোগ হয়েছে { $count }টি নোট
came-left_out = { $count }টি আনা যায়নি।

vision-title = আমাদের লক্ষ্য
vision-loading = পাতা খোলা হচ্ছে…
vision-none = অংশীদারিত্বের পাতা এখনও এখানে নেই
vision-none-try = এটি পরের হালনাগাদে আসবে।
vision-as_on = { $date } তারিখে সাইটে যেমন ছিল
vision-starter = প্রোগ্রামের সঙ্গে আসা কপি থেকে; সাইটের সঙ্গে এখনও মিলিয়ে দেখা হয়নি
vision-changed = { $date } তারিখে বদলেছে
vision-earlier-show = { $date } তারিখে বদলেছে। আগের কথা পড়ুন
vision-earlier-hide = আগের কথা লুকান
vision-earlier-title = { $from } থেকে { $until } পর্যন্ত পাতায় যা লেখা ছিল
vision-earlier-which = আগের কথা
vision-earlier-until = { $date } পর্যন্ত
vision-earlier-changed = তখন যা বদলেছিল
vision-earlier-whole = পুরোটা, যেমন ছিল
hear-label = আপনার বার্তা
hear-hint = আপনি ই-মেইলে না পাঠানো পর্যন্ত এটি এই কম্পিউটারে থাকে। রোগীদের নাম ও তথ্য লিখবেন না।
hear-keep = আমার বার্তা রেখে দিন
hear-kept = আপনার বার্তা এই কম্পিউটারে রাখা হয়েছে।
hear-waiting = { $count }টি বার্তা অপেক্ষায় আছে
hear-to = পাতায় এই ঠিকানা আছে: { $address }
hear-to-unknown = পাতায় কোনো ই-মেইল ঠিকানা নেই, তাই বার্তা পাঠানোর সময় তা লিখুন। হয়তো এখানে পাবেন:
hear-written = { $when } লেখা।
hear-handed_over = { $when } আপনার ই-মেইল প্রোগ্রামে খোলা হয়েছে। পাঠানো হয়েছে কি না আমরা দেখতে পাই না।
hear-open = ই-মেইলে খুলুন
hear-copy = কপি করুন
hear-delete = মুছুন
hear-undo = ফিরিয়ে আনুন
hear-deleted = বার্তাটি মোছা হয়েছে।
hear-copied = বার্তা কপি হয়েছে
hear-copy_failed = বার্তাটি কপি করা যায়নি। শব্দগুলি বেছে নিজে কপি করুন।
hear-opened = আপনার ই-মেইল প্রোগ্রামে বার্তাটি তৈরি আছে। সেখান থেকে পাঠান।
hear-long = এই বার্তা বেশি লম্বা। এটি কপি করা হয়েছে, আপনি নিজে ই-মেইলে বসিয়ে দিতে পারেন।
hear-subject = Tower Hamlets Together-এর জন্য বার্তা
vision-source = সাইটে পাতাটি দেখুন
vision-video = ভিডিওটি সাইটে আছে। ইন্টারনেট লাগবে।

status-title = অবস্থা
status-loading = গোনা হচ্ছে…
status-fresh = কতটা হালনাগাদ
status-fresh-good = { $when } হালনাগাদ হয়েছে
status-fresh-never = এখনও হালনাগাদ হয়নি
status-fresh-never-try = লাইব্রেরি ইন্টারনেট ছাড়াই চলে। ফাইল আনতে একবার হালনাগাদ করুন।
status-last_success = শেষ পূর্ণ হালনাগাদ
status-last_attempt = শেষ চেষ্টা
status-never = কখনও নয়
status-next = পরের হালনাগাদ
status-site = সাইট
status-source = আরও যেখান থেকে
status-refresh = হালনাগাদ করুন
status-cancel = হালনাগাদ থামান
status-cancelling = থামছে…
status-here = এখানে কী আছে
status-resources = টি জিনিস
status-current = সাইটে আছে
status-withdrawn = তুলে নেওয়া, তবু পড়া যায়
status-files = টি ফাইল এই কম্পিউটারে
status-files-here = এখানে আছে
status-files-pending = আসা বাকি
status-files-failed = আনা যায়নি
status-text-unit = টি ফাইলের ভিতরে খোঁজা যায়
status-text-good = ভালো লেখা
status-text-poor = দুর্বল লেখা
status-text-none = লেখা নেই
status-text-waiting = পড়া বাকি
status-room = ডিস্কে জায়গা
status-room-files = ফাইল
status-room-store = তালিকা ও লেখা
status-room-index = খোঁজার সূচি
status-folder = ফোল্ডার
status-folder-why = সব এখানে রাখা হয়। আপনি যা লেখেন তা এই কম্পিউটারের বাইরে যায় না।
status-behind = শেষ হালনাগাদের সঙ্গে খোঁজা মিলিয়ে নেওয়া হচ্ছে।
status-copy = কপি করুন
status-copied = কপি হয়েছে

progress-title = হালনাগাদ হচ্ছে
progress-starting = শুরু হচ্ছে…
progress-reading = সাইটের তালিকা পড়া হচ্ছে
progress-fetching = ফাইল আনা হচ্ছে
progress-extracting = ফাইলের লেখা পড়া হচ্ছে
progress-indexing = লেখা খোঁজার উপযোগী করা হচ্ছে
progress-step = ধাপ { $step }, মোট { $steps }
progress-itself = নিজে থেকে শুরু হয়েছে
progress-done-reading = এ পর্যন্ত { $count } পাতা
progress-done-fetching = এ পর্যন্ত { $count }টি ফাইল
progress-done-extracting = এ পর্যন্ত { $count }টি ফাইল
progress-done-indexing = এ পর্যন্ত { $count }টি লেখা
progress-of-reading = { $count } পাতার মধ্যে { $done }
progress-of-fetching = { $count }টি ফাইলের মধ্যে { $done }টি
progress-of-extracting = { $count }টি ফাইলের মধ্যে { $done }টি
progress-of-indexing = { $count }টি লেখার মধ্যে { $done }টি
progress-received = { $size } এসেছে
progress-rate = সেকেন্ডে { $size }
progress-problems = এ পর্যন্ত { $count }টি সমস্যা
progress-spoken = { $phase }: { $count }
progress-spoken-left = { $phase }: { $count }, { $left }

left-moment = কয়েক সেকেন্ড বাকি
left-less = এক মিনিটের কম বাকি
left-minutes = প্রায় { $count } মিনিট বাকি
left-hours = প্রায় { $count } ঘণ্টা বাকি

time-seconds = { $count } সেকেন্ড
time-minutes = { $count } মিনিট
time-hours = { $count } ঘণ্টা
time-both = { $large } { $small }
time-at = { $day }, { $time }
time-on = { $day }, { $time }

report-title = শেষ হালনাগাদ
report-updated = লাইব্রেরি হালনাগাদ আছে
report-unchanged = নতুন কিছু নেই: লাইব্রেরি আগে থেকেই হালনাগাদ ছিল
report-partial = হয়েছে, কিন্তু কিছু কাজ হয়নি। পরের হালনাগাদে সেগুলি আবার চেষ্টা হবে।
report-added = নতুন
report-revised = বদলেছে
report-kept = একই
report-withdrawn = তুলে নেওয়া
report-fetched = আনা ফাইল
report-received = এসেছে
report-problems = { $count }টি সমস্যা
report-came = থামার আগে এসেছে: { $list }
report-again = আবার দেখুন
report-seen = প্রোগ্রাম যা দেখেছে

next-at = পরের হালনাগাদ নিজে থেকে হবে: { $when }।
next-soon = পরের হালনাগাদ যত তাড়াতাড়ি সম্ভব নিজে থেকে হবে।
next-by_hand = এটি নিজে থেকে আবার চেষ্টা করে না। তৈরি হলে “হালনাগাদ করুন” চাপুন।

next-short-by_hand = শুধু হাতে
next-short-soon = যত তাড়াতাড়ি সম্ভব
waits-metered = হালনাগাদের সময় হয়েছে। এটি অপেক্ষা করছে, কারণ এই সংযোগে প্রতি ফাইলে টাকা লাগতে পারে। আপনি তবু হাতে হালনাগাদ করতে পারেন।
waits-battery = হালনাগাদের সময় হয়েছে। কম্পিউটারে বিদ্যুৎ লাগানো পর্যন্ত এটি অপেক্ষা করছে। আপনি তবু হাতে হালনাগাদ করতে পারেন।
waits-other = হালনাগাদের সময় হয়েছে, এটি অপেক্ষা করছে। আপনি তবু হাতে হালনাগাদ করতে পারেন।

kept-all = কিছু হারায়নি: যা এখানে ছিল সব এখনও আছে।
kept-whole = কিছু হারায়নি: যা এসেছে তা রাখা হয়েছে, পরের হালনাগাদ সেখান থেকে চলবে।

stop-cancelled = আপনি হালনাগাদ থামিয়েছেন
stop-cancelled-why = যে কোনো সময় আবার হালনাগাদ করতে পারেন।
stop-offline = ইন্টারনেট নেই
stop-offline-why = লাইব্রেরি ইন্টারনেট ছাড়াই চলে। কম্পিউটার নেটওয়ার্কে এলে আবার হালনাগাদ করুন।
stop-unreachable = সাইটে পৌঁছানো যাচ্ছে না
stop-unreachable-why = সাইট হয়তো কিছুক্ষণ বন্ধ, বা এই নেটওয়ার্ক আমাদের যেতে দিচ্ছে না। পরে আবার চেষ্টা করুন।
stop-lost = সংযোগ কেটে গেছে
stop-lost-why = কিছু ফাইল এখনও আসেনি। পরের হালনাগাদে আসবে।
stop-certificate_file = একটি সার্টিফিকেট ফাইল পড়া যাচ্ছে না
stop-certificate_file-why = আপনার আইটি দল একটি ফাইল ঠিক করেছে, যা বলে এই কম্পিউটার কাকে বিশ্বাস করবে। নিচে যা লেখা আছে তা তাদের দেখান।
stop-untrusted_certificate = সাইট নিরাপদে পড়া যায়নি
stop-untrusted_certificate-why = যে উত্তর দিয়েছে, এই কম্পিউটার তাকে বিশ্বাস করে না। কিছু নেটওয়ার্ক বাইরে থেকে আসা সব কিছু খুলে দেখে: তখন তাদের সার্টিফিকেট এই কম্পিউটারে থাকতে হয়। নিচে যা লেখা আছে তা আপনার আইটি হেল্প ডেস্ককে দেখান।
stop-site_busy = সাইট খুব ব্যস্ত
stop-site_busy-why = সাইট আমাদের পরে আসতে বলেছে।
stop-captive_portal = এই নেটওয়ার্কে আগে সাইন ইন করতে হবে
stop-captive_portal-why = অতিথি ওয়াই-ফাইতে প্রায়ই এমন হয়। ব্রাউজারে সাইন-ইন পাতা খুলুন, সাইন ইন করুন, তারপর ফিরে এসে হালনাগাদ করুন।
stop-captive_portal-open = সাইন-ইন পাতা খুলুন
stop-robots_disallow = সাইট প্রোগ্রামকে তার তালিকা পড়তে মানা করে
stop-robots_disallow-why = আমরা তা মেনে চলি। এমন থাকলে যারা লাইব্রেরি দেখাশোনা করেন তাদের জানান।
stop-not_the_site = যা উত্তর দিয়েছে তা অংশীদারিত্বের সাইট নয়
stop-not_the_site-why = সাইট হয়তো খারাপ, বা এই নেটওয়ার্ক নিজের পাতা দেখাচ্ছে। ব্রাউজারে সাইটটি দেখুন, পরে আবার চেষ্টা করুন।
stop-site_changed = সাইটটি খুব আলাদা দেখাচ্ছে
stop-site_changed-why = এখানে আছে এমন { $count }টি জিনিস সাইটে আর দেখা যাচ্ছে না। সাইট হয়তো খারাপ, বা নতুন করে তৈরি হচ্ছে। তাই আমরা কিছু সরাইনি।
stop-library_full = লাইব্রেরিতে আর জায়গা নেই
stop-library_full-why = এই কম্পিউটারে যতটা জায়গা নিতে পারে, সব নেওয়া হয়ে গেছে। আরও জায়গা দিন, তারপর আবার হালনাগাদ করুন।
stop-library_full-room = কতটা জায়গা, তা বেছে নিন
stop-disk_full = ডিস্ক ভরে গেছে
stop-disk_full-why = এই কম্পিউটারে জায়গা করুন, তারপর আবার হালনাগাদ করুন। লাইব্রেরি এখনও পড়া ও খোঁজা যায়।
stop-busy_elsewhere = অন্য জানালা বা প্রোগ্রাম লাইব্রেরি বদলাচ্ছে
stop-busy_elsewhere-why = শেষ হওয়া পর্যন্ত অপেক্ষা করুন, বা সেটি বন্ধ করুন, তারপর আবার হালনাগাদ করুন।
stop-damaged = লাইব্রেরির একটি অংশ পড়া যাচ্ছে না
stop-damaged-why = ফাইলগুলি এখনও আছে। নিচে যা লেখা আছে তা আপনার আইটি হেল্প ডেস্ককে দেখান।
stop-unknown = হালনাগাদ থেমে গেছে
stop-unknown-why = আবার চেষ্টা করুন। আবার হলে আপনার আইটি হেল্প ডেস্ককে জিজ্ঞাসা করুন।

losses-title = এই { $count }টি তুলে নেওয়া বলে চিহ্নিত হবে
losses-choose = বেশির ভাগ সময় পরে আবার দেখাই ভালো। ইচ্ছা করে সাইট থেকে সরানো হয়েছে জানলে তবেই মেনে নিন।
losses-accept = মেনে নিন: { $count }টি তুলে নেওয়া বলে চিহ্নিত করুন…
losses-confirm = { $count }টি তুলে নেওয়া বলে চিহ্নিত করবেন?
losses-means-readable = এগুলি লাইব্রেরিতে থাকবে, এখনও পড়া যাবে।
losses-means-marked = প্রতিটি তুলে নেওয়া বলে চিহ্নিত হবে, আর না চাইলে খোঁজায় আসবে না।
losses-means-back = সাইট আবার দেখালে চিহ্ন চলে যাবে।
losses-keep = যেমন আছে তেমন রাখুন
losses-do = { $count }টি তুলে নেওয়া বলে চিহ্নিত করুন

records-title = শেষ কয়েকটি হালনাগাদ
records-took = { $time } লেগেছে
records-requests = { $count }টি অনুরোধ
records-added = { $count }টি নতুন
records-revised = { $count }টি বদলেছে
records-withdrawn = { $count }টি তুলে নেওয়া
records-fetched = { $count }টি ফাইল আনা হয়েছে

settings-screen = সেটিংস ও সাহায্য
settings-title = নিজে থেকে হালনাগাদ
settings-saved = রাখা হয়েছে
settings-held = আপনার আইটি দল ঠিক করেছে
settings-every = হালনাগাদ
settings-every-hint = এই জানালা খোলা থাকলে, বা পরের বার খোলা হলে।
settings-every-hand = শুধু হাতে
settings-every-day = দিনে একবার
settings-every-week = সপ্তাহে একবার
settings-every-days = { $count } দিন পর পর
settings-every-hours = { $count } ঘণ্টা পর পর
settings-limit = ফাইল যতটা জায়গা নিতে পারে
settings-limit-hint = এখন { $size } নিয়েছে।
settings-metered = যে সংযোগে ব্যবহারে টাকা লাগে, সেখানে অপেক্ষা
settings-metered-hint = যেমন ফোনের হটস্পট। আপনি তবু হাতে হালনাগাদ করতে পারেন।
settings-battery = কম্পিউটার ব্যাটারিতে চললে অপেক্ষা
settings-battery-hint = আপনি তবু হাতে হালনাগাদ করতে পারেন।

print_pack-title = ছাপার প্যাক
print_pack-what = লিফলেট ও আলাদা পাতা এক জায়গায় রাখুন। সব মিলে একটি PDF হবে। প্রথম পাতায় লেখা থাকে কোনটি কী, কতটা নতুন, আর কোথায় পাওয়া যায়।
print_pack-list = ছাপার প্যাকে, এই ক্রমে
print_pack-empty = ছাপার প্যাক খালি
print_pack-empty-how = একটি লিফলেট খুলে “ছাপার প্যাকে রাখুন” বেছে নিন। অথবা ফলাফলের পাশে পাতার চিহ্ন দেওয়া বোতাম টিপুন।
print_pack-add = ছাপার প্যাকে রাখুন
print_pack-add_page = এই পাতা ছাপার প্যাকে রাখুন
print_pack-take_out = ছাপার প্যাক থেকে বের করুন
print_pack-toggle = ছাপার প্যাকে: { $title }
print_pack-inside = এটি আগে থেকেই ছাপার প্যাকে আছে: { $title }
print_pack-added =
    { $count ->
        [one] ছাপার প্যাকে রাখা হয়েছে: { $title }
       *[other] ছাপার প্যাকে রাখা হয়েছে: { $title }। এখন সেখানে { $count }টি আছে।
    }
print_pack-removed = ছাপার প্যাক থেকে বের করা হয়েছে: { $title }
print_pack-remove = ছাপার প্যাক থেকে বের করুন: { $title }
print_pack-clear = খালি করুন
print_pack-cleared = ছাপার প্যাক এখন খালি
print_pack-full = ছাপার প্যাকে সবচেয়ে বেশি { $count }টি রাখা যায়। আগে এটি ছাপুন।
print_pack-gone = লাইব্রেরিতে আর নেই
print_pack-holds =
    { $count ->
        [one] এখানে { $count }টি আছে
       *[other] এখানে { $count }টি আছে
    }
print_pack-files =
    { $count ->
        [one] { $count }টি ফাইল
       *[other] { $count }টি ফাইল
    }
print_pack-pages = পাতা
print_pack-pages-all = সব { $count } (বা 1-3, 5)
print_pack-pages-unclear = পাতা এভাবে লিখুন: 1-3, 5। এতে { $count }টি পাতা আছে।
print_pack-make = একটি PDF তৈরি করুন
print_pack-large = বড় অক্ষরে
print_pack-large-how = প্রতিটির কথা বড় অক্ষরে, ছবি ও সাজানো ছাড়া।
print_pack-print = ছাপুন
print_pack-save = PDF হিসাবে রাখুন
print_pack-open = PDF খুলুন
print_pack-making = ছাপার প্যাক তৈরি হচ্ছে
print_pack-writing = PDF লেখা হচ্ছে
print_pack-stop = থামান
print_pack-stopped = থামানো হয়েছে। আপনার ছাপার প্যাক আগের মতোই আছে।
print_pack-saved =
    { $count ->
        [one] রাখা হয়েছে: { $path } ({ $count }টি পাতা)
       *[other] রাখা হয়েছে: { $path } ({ $count }টি পাতা)
    }
print_pack-out =
    { $count ->
        [one] { $count }টি রাখা যায়নি
       *[other] { $count }টি রাখা যায়নি
    }
print_pack-noted = জেনে রাখা ভালো
print_pack-not_kept = জানালা বন্ধ হলে এই কম্পিউটার ছাপার প্যাক ভুলে যায়, যাতে আপনি কী রেখেছিলেন তা আর কেউ না দেখে।

pack_file-title = ইউএসবি স্টিকে একটি কপি
pack_file-what = একটি প্যাক হল এক ফাইলে পুরো লাইব্রেরি। ইন্টারনেট ছাড়া কম্পিউটারে এটি লাইব্রেরি নিয়ে যায়।
pack_file-copy = লাইব্রেরি ইউএসবি স্টিকে কপি করুন
pack_file-add = একটি প্যাক যোগ করুন
pack_file-trust = শুধু চেনা মানুষের প্যাক যোগ করুন।
pack_file-checking = ফাইলগুলি মিলিয়ে দেখা হচ্ছে
pack_file-copying = কপি হচ্ছে
pack_file-reading = ফাইলের লেখা পড়া হচ্ছে
pack_file-stop = থামান
pack_file-stopped = থামানো হয়েছে। কিছু বদলায়নি।
pack_file-written = পুরো কপি হয়েছে: { $path } ({ $size })। এখন স্টিকটি নিরাপদে খুলে নিতে পারেন।
pack_file-left_out = { $count }টি ফাইল এখানে নষ্ট, তাই কপিতে নেই। লাইব্রেরি হালনাগাদ করে আবার কপি করুন।
pack_file-other_sources =
    { $count ->
        [one] { $count }টি কপিতে নেই: এটি এমন একটি উৎস থেকে এসেছে, যা এই কম্পিউটারে যোগ করা হয়েছে।
       *[other] { $count }টি কপিতে নেই: এগুলি এমন উৎস থেকে এসেছে, যা এই কম্পিউটারে যোগ করা হয়েছে।
    }
pack_file-offer = “{ $name }” যোগ করবেন?
pack_file-added = { $count }টি নতুন
pack_file-newer = { $count }টি এখানকার চেয়ে নতুন
pack_file-completed = { $count }টির যে ফাইল এখানে নেই, তা আসবে
pack_file-kept = { $count }টি যেমন আছে তেমন থাকবে
pack_file-files = { $count }টি ফাইল আসবে ({ $size })
pack_file-never = কিছু বাদ যাবে না, আর এখানকার কিছু পুরনো হবে না।
pack_file-do = যোগ করুন
pack_file-nothing = এই প্যাকে নতুন কিছু নেই।
pack_file-done = প্যাকটি যোগ হয়েছে।

background-title = শুরু ও বন্ধ
background-tray = জানালা বন্ধ করলেও ঘড়ির পাশে থাকুক
background-tray-hint = লাইব্রেরি হালনাগাদ হতে থাকে। শেষ করতে ছোট আইকন থেকে “প্রোগ্রাম বন্ধ করুন” বেছে নিন। আপনার কম্পিউটারে ছোট আইকনের জায়গা না থাকলে জানালা বন্ধ করলে প্রোগ্রামও বন্ধ হয়।
background-login = আমি লগ ইন করলে শুরু হোক
background-login-hint = এটি জানালা ছাড়াই শুরু হয়।

person-title = আপনার সম্পর্কে যা রাখা হয়
person-local = সব কিছু এই কম্পিউটারেই থাকে। নিজে থেকে কোথাও পাঠানো হয় না।
person-recents = শেষে যা খুলেছি তা মনে রাখুন
person-recents-hint = “আমার তাক”-এ তালিকা হিসাবে, আর পরের বার আবার খোলার জন্য। বন্ধ করলে সব মোছা হয়।
person-gaps = যে খোঁজায় কিছু পাওয়া যায় না তা লিখে রাখুন
person-gaps-hint = শব্দ, কতবার, আর কোন মাসে। কে খুঁজেছে বা ঠিক কখন, তা নয়। লম্বা সংখ্যা আছে এমন শব্দ কখনও লিখে রাখা হয় না। যাঁরা লাইব্রেরি দেখাশোনা করেন, তাঁদের তালিকাটি দিতে পারেন।
person-gaps-list = এ পর্যন্ত যা পাওয়া যায়নি
person-gaps-none = তালিকায় কিছু নেই।
person-gaps-times = { $count } বার
person-gaps-export = তালিকাটি টেবিল হিসাবে রাখুন
person-gaps-exported = তালিকা রাখা হয়েছে: { $path }
person-gaps-clear = তালিকা মুছুন
person-gaps-cleared = তালিকা মোছা হয়েছে

draft-title = খসড়া অনুবাদ
draft-words = এই অনুবাদ একটি খসড়া। এই ভাষার কেউ এখনও এটি দেখেননি।
draft-missing = { $count }টি বার্তা এখনও ইংরেজিতে আছে।
draft-leave = ইংরেজি ব্যবহার করুন

program-title = এই প্রোগ্রাম সম্পর্কে
program-version = সংস্করণ
program-build = বিল্ড
program-system = কম্পিউটার
program-web_view = যা জানালা আঁকে
program-library_format = লাইব্রেরির ধরন
program-index_format = খোঁজার সূচি
program-text_reader = লেখা পড়ার অংশ
program-revision = লাইব্রেরির সংস্করণ
program-unknown = জানা নেই

sources-title = যেখান থেকে সব আসে
sources-why = এটি উপরের সাইটটি পড়ে, আর সেই সাইট যে ফাইল দেখায় তা আনে। আর কাউকে কিছু জিজ্ঞাসা করা হয় না, আর আপনি যা লেখেন তা এই কম্পিউটারের বাইরে যায় না।
sources-why_all = এটি উপরের সাইট ও ফোল্ডারগুলি পড়ে, আর সেই সাইটগুলি যে ফাইল দেখায় তা আনে। আর কাউকে কিছু জিজ্ঞাসা করা হয় না, আর আপনি যা লেখেন তা এই কম্পিউটারের বাইরে যায় না।
sources-first = প্রোগ্রামের সঙ্গে এসেছে
sources-add_site = একটি সাইট যোগ করুন
sources-add_folder = একটি ফোল্ডার যোগ করুন
sources-folder-hint = ফোল্ডারটি এই কম্পিউটারে বা সবার জন্য রাখা ড্রাইভে থাকতে পারে। পরের হালনাগাদ এর নথিগুলি এখানে কপি করে।
sources-address = যে পাতায় লিফলেটের তালিকা আছে, তার ঠিকানা
sources-address-hint = যেমন https://www.example.org/leaflets
sources-name = নাম
sources-name-hint = খালি রাখতে পারেন।
sources-trust = শুধু বিশ্বাস করেন এমন সাইট যোগ করুন। সেখান থেকে যা আসে, তা লাইব্রেরিতে অংশীদারিত্বের নিজের জিনিসের পাশে থাকে।
sources-add = যোগ করুন
sources-added = যোগ হয়েছে: { $name }। এর জিনিসগুলি পরের হালনাগাদে আসবে।
sources-remove = বাদ দিন
sources-remove-this = বাদ দিন: { $name }
sources-remove-ask = “{ $name }” বাদ দেবেন?
sources-remove-readable = এখান থেকে { $count }টি জিনিস এসেছে। এগুলি লাইব্রেরিতে থাকবে, এখনও পড়া যাবে।
sources-remove-back = আবার যোগ করলে এগুলি পরের হালনাগাদে ফিরে আসবে।
sources-remove-keep = রেখে দিন
sources-remove-do = বাদ দিন
sources-removed = বাদ গেছে: { $name }
sources-resources = { $count }টি জিনিস

support-show = সহায়তার জন্য বিবরণ দেখান
support-title = সহায়তার জন্য বিবরণ
support-why = সংস্করণ, সেটিংস, আর শেষ হালনাগাদ কেমন হয়েছে। আপনি যে শব্দ খুঁজেছেন, আপনার নোট, বা আপনার সম্পর্কে কিছু এতে নেই। কাউকে দেওয়ার আগে পড়ে নিন।
support-loading = বিবরণ জোগাড় হচ্ছে…
support-copy = বিবরণ কপি করুন
support-copied = বিবরণ কপি হয়েছে
support-copy_failed = বিবরণ কপি করা যায়নি। লেখাটি বাছা আছে: আপনার কম্পিউটারের কী দিয়ে কপি করুন।
support-save = বিবরণ রাখুন
support-saved = রাখা হয়েছে: { $path }

licences-show = লাইসেন্স দেখান
licences-title = লাইসেন্স
licences-why = এই প্রোগ্রাম এমআইটি লাইসেন্সে বিনা খরচে ব্যবহার করা যায়। এতে আরও অনেকের কাজ আছে, যাঁরা নিচের লাইসেন্সে তা ব্যবহার করতে দেন।
licences-loading = তালিকা খোলা হচ্ছে…
licences-missing = লাইসেন্সের তালিকা দেখানো যায় না।
licences-parts = { $count }টি অংশ

error-title = কিছু একটা ভুল হয়েছে

tray-open = লাইব্রেরি খুলুন
tray-refresh = এখন হালনাগাদ করুন
tray-quit = প্রোগ্রাম বন্ধ করুন

menu-file = ফাইল
menu-edit = সম্পাদনা
menu-view = দেখা
menu-window = জানালা
menu-help = সাহায্য
menu-about = { $program } সম্পর্কে
menu-settings = সেটিংস…
menu-services = সেবা
menu-hide = { $program } লুকান
menu-hide_others = অন্যগুলি লুকান
menu-show_all = সব দেখান
menu-quit = { $program } বন্ধ করুন
menu-open = অন্য প্রোগ্রামে খুলুন
menu-save = একটি কপি রাখুন…
menu-print = ছাপুন…
menu-close = জানালা বন্ধ করুন
menu-undo = ফিরিয়ে আনুন
menu-redo = আবার করুন
menu-cut = কাটুন
menu-copy = কপি করুন
menu-paste = বসান
menu-select_all = সব বেছে নিন
menu-search = লাইব্রেরিতে খুঁজুন
menu-find = খুঁজুন
menu-find_next = পরের জায়গা
menu-find_previous = আগের জায়গা
menu-zoom_in = বড়
menu-zoom_out = ছোট
menu-zoom_fit = চওড়ার সমান
menu-full_screen = পুরো পর্দা
menu-minimise = ছোট করে রাখুন
menu-maximise = জানালা বড় করুন
menu-keys = কী

dialog-copy = কপির জন্য একটি ফোল্ডার বেছে নিন
dialog-pack-save = লাইব্রেরি একটি ফাইলে কপি করুন
dialog-pack-choose = একটি প্যাক বেছে নিন
dialog-pack-kind = প্যাক
dialog-shelf-save = আপনার তাক ফাইল হিসাবে রাখুন
dialog-shelf-choose = ফাইল হিসাবে রাখা একটি তাক বেছে নিন
dialog-shelf-kind = তাক
dialog-shelf-name = আমার তাক
dialog-gaps-save = তালিকাটি টেবিল হিসাবে রাখুন
dialog-gaps-kind = টেবিল
dialog-gaps-name = পাওয়া যায়নি
dialog-print_pack-save = ছাপার প্যাক রাখুন
dialog-print_pack-name = ছাপার প্যাক
dialog-source-choose = নথির একটি ফোল্ডার বেছে নিন
dialog-details-save = বিবরণ রাখুন
dialog-details-kind = লেখা
dialog-details-name = সহায়তার জন্য বিবরণ

cannot-no_display = এখানে কোনো পর্দা নেই। কনসোলে “together” ব্যবহার করুন।
cannot-use_display = পর্দা ব্যবহার করা যাচ্ছে না। লগ আউট করে আবার লগ ইন করুন, অথবা আপনার আইটি দলকে জিজ্ঞাসা করুন। কনসোলের প্রোগ্রাম “together” এখনও চলে।
cannot-no_web_view = Windows-এর একটি অংশ নেই: WebView2 Runtime। আপনার আইটি দলকে এটি বসাতে বলুন। কনসোলের প্রোগ্রাম “together” এখনও চলে।
cannot-open = জানালা খোলা যাচ্ছে না: { $why }। কনসোলের প্রোগ্রাম “together” এখনও চলে।
cannot-make_copies = কপি রাখার ফোল্ডার তৈরি করা যাচ্ছে না: { $why }।
cannot-find_itself = প্রোগ্রাম নিজেকে খুঁজে পাচ্ছে না: { $why }।
cannot-follow_schedule = সময়মতো হালনাগাদ শুরু করা যাচ্ছে না: { $why }।
