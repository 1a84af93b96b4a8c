# British English: the words of the window. Plain words, short sentences.
# A message `kind-guess-why` is `t("kind.guess.why")` in the code. Its values are named `{ $count }`.
app-name = Together Library
app-places = Places
app-message = Message
app-skip = Skip to the main part

place-library = Library
place-shelf = My shelf
place-print_pack = Print pack
place-new = What’s new
place-vision = Our vision
place-status = Status
place-settings = Settings
place-reader = Reader

action-back = Back
action-close = Close
action-cancel = Cancel
action-save = Save
action-undo = Undo
action-try_again = Try again

list-more = Show { $count } more

language-unknown = Language not known
language-bn = Bengali
language-syl = Sylheti

size-b = { $amount } B
size-kb = { $amount } KB
size-mb = { $amount } MB
size-gb = { $amount } GB

kind-leaflet = Leaflet
kind-guide = Guide
kind-questions_and_answers = Questions and answers
kind-strategy = Strategy
kind-framework = Framework
kind-report = Report
kind-case_studies = Case studies
kind-board_paper = Board paper
kind-form = Form
kind-toolkit = Toolkit
kind-service = Service
kind-video = Video
kind-other = Other
kind-guess = guess
kind-guess-why = The site does not say what kind of resource this is. We guessed from its words.

fresh-confirmed = Confirmed { $when }
fresh-not_for =
    { $count ->
        [one] Not confirmed for { $count } day
       *[other] Not confirmed for { $count } days
    }
fresh-never = Not confirmed with the site yet
state-withdrawn = Withdrawn
state-withdrawn_on = Withdrawn on { $date }

trust-past_review = Past its review date
trust-past_review-how = The review date printed in it has passed. It says: { $evidence }. Check with your team before you use it.
trust-not_confirmed-how =
    { $count ->
        [one] We last saw this on the site on { $date }, { $count } day ago. It may have changed since.
       *[other] We last saw this on the site on { $date }, { $count } days ago. It may have changed since.
    }
trust-replaced = Now in: { $title }
trust-replaced-how = The same document now stands here:
trust-words = “{ $words }”
trust-words_on_page = “{ $words }”, page { $page }
trust-show_page = Show page { $page }

facts-title = Found in its text
facts-review = Review date
facts-version = Version
facts-reference = Reference
facts-organisation = Written or published by
facts-reading_age = Reading age
facts-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
facts-reading_age-how =
    { $count ->
        [one] Worked out with the { $formula } formula from { $count } sentence
       *[other] Worked out with the { $formula } formula from { $count } sentences
    }
facts-telephones = Telephone numbers
facts-more = { $count } more

library-title = Library
library-search = Search the library
library-placeholder = Search titles and every page inside
library-clear = Clear the search
library-keys = Press F1 for help with keys.
library-loading = Opening the library…
library-count =
    { $count ->
        [one] { $count } resource
       *[other] { $count } resources
    }
library-found =
    { $count ->
        [one] { $count } resource found
       *[other] { $count } resources found
    }
library-found_filtered =
    { $count ->
        [one] { $count } resource found with these filters
       *[other] { $count } resources found with these filters
    }
library-related = On the same subject, without your words
library-order = Newest first, as on the site
library-so_far =
    { $count ->
        [one] { $searchable } of { $count } document is searchable so far.
       *[other] { $searchable } of { $count } documents are searchable so far.
    }
library-incomplete = Some files are still being read, so there may be more to find soon.
library-more = Show more
library-shown = { $shown } of { $total } shown
library-starter = This is the list that came with the program. Refresh once with the internet on, and the files come too.
library-refresh = Refresh now
library-changed = The library has changed.
library-newest = Show the newest results
library-results = Results
library-resources = All resources

suggest-title = Suggestions
suggest-kind-title = Open
suggest-kind-topic = Topic
suggest-kind-word = Search

corrected-meant = Showing results for “{ $words }”.
corrected-exact = Searched for “{ $words }”, as you typed it.
corrected-instead = Search for “{ $words }” instead

why-show = Show why each result is here
why-keys = Ctrl Shift E
why-on = Each result says why it is here
why-off = Results do not say why they are here
why-title = Why this is here

keys-title = Keys
keys-show = Show all keys
keys-or = or
keys-question_mark = The ? key opens this help (F1 always does)
keys-everywhere = Everywhere
keys-search = Search box
keys-pane = Next part of the window, or the one before
keys-back = Back
keys-forward = Forward
keys-favourite = Favourite, or no longer
keys-settings = Settings
keys-full_screen = Fill the screen, or no longer
keys-close = Close what is open on top
keys-help = This help
keys-print = Print
keys-save = Save a copy
keys-another_program = Open in another program
keys-library = In the library
keys-move = Suggestions and results
keys-ends = First and last result
keys-open = Open the result
keys-elsewhere = Open the result in another program
keys-box = Back to the box
keys-why = Why each result is there
keys-reader = In a document
keys-find = Find words in it
keys-next = Next place
keys-previous = Place before
keys-bigger = Bigger
keys-smaller = Smaller
keys-fit = Fit width
keys-fit_page = Fit page
keys-turn = Turn right, turn left
keys-panel = Small pages and contents
keys-page = Go to a page
keys-beside = A second document
keys-aloud = Read aloud
keys-silent = Stop reading aloud
keys-leave = Back to the results

look-title = This window
look-theme = Colours
look-theme-computer = As the computer
look-theme-light = Light
look-theme-dark = Dark
look-language = Language of this window
look-language-draft = { $language } (draft)
look-size = Text size
look-size-normal = Normal
look-size-large = Large
look-size-larger = Larger

patient-label = For this patient
patient-none = Any language
patient-clear = Clear the patient’s language: { $language }
patient-first = { $language } first.
patient-first-order = { $language } first, then newest first

filter-title = Filters
filter-kind = Kind
filter-kind-any = Any kind
filter-language = Language
filter-language-any = Any language
filter-year = Year
filter-year-any = Any year
filter-topic = Topic
filter-topic-any = Any topic
filter-with_text = With text
filter-here = On this device
filter-withdrawn = Show withdrawn too
filter-clear = Clear filters
filter-on =
    { $count ->
        [one] { $count } filter on
       *[other] { $count } filters on
    }

row-in = In { $language }
row-also = Also in
row-page = Page { $page }
row-from_picture = read from a picture
row-summary = Summary
row-not_here = No file of this is on this computer yet
row-files_waiting = Files come with the first refresh
row-files_pending =
    { $count ->
        [one] { $count } file still to come
       *[other] { $count } files still to come
    }
row-files_failed =
    { $count ->
        [one] { $count } file could not be fetched
       *[other] { $count } files could not be fetched
    }
row-same_file =
    { $count ->
        [one] The same file is listed in { $count } more place
       *[other] The same file is listed in { $count } more places
    }
row-online_only = Needs the internet

nothing-title = Nothing found for “{ $words }”
nothing-try = What to try
nothing-try-fewer = Use fewer words. We look for all of them together.
nothing-try-other = Try another word for the same thing, such as “heart attack” or “baby”.
nothing-try-spelling = Check the spelling.
nothing-filters = Your filters may hide what you need:
nothing-all-kind = Search all kinds
nothing-all-language = Search all languages
nothing-all-year = Search all years
nothing-all-topic = Search all topics
nothing-all-withText = Without text too
nothing-all-here = Not on this device too
nothing-all-found = { $count } found
nothing-try-withdrawn =
    { $count ->
        [one] { $count } withdrawn resource matches. Show it.
       *[other] { $count } withdrawn resources match. Show them.
    }
nothing-try-files = Refresh the library. Many files are not on this computer yet, so we cannot search inside them.
nothing-noted = These words were noted on this computer, in the list of what was not found. You can see it under Settings.
nothing-empty = There are no resources here
nothing-filtered = No resource fits these filters

reader-loading = Opening…
reader-not_found = This resource is not in the library
reader-withdrawn = This was withdrawn from the site on { $date }. It may be out of date. Check before you use it.
reader-withdrawn_undated = This was withdrawn from the site. It may be out of date. Check before you use it.
reader-files = Files
reader-file_number = File { $number }
reader-actions = What to do with this
reader-print = Print
reader-mail = Send the link by e-mail
reader-open = Open in another program
reader-folder = Show in folder
reader-save = Save a copy
reader-copy_link = Copy link to public page
reader-copy_reference = Copy a reference line
reader-qr = Show as a QR code
reader-copied = Link copied
reader-copied_reference = Copied: { $line }
reader-copy_reference_failed = It could not be copied. It is: { $line }
reader-copy_failed = The link could not be copied. It is: { $url }
reader-saved =
    { $count ->
        [one] Saved { $count } file: { $path }
       *[other] Saved { $count } files. The first is { $path }
    }
print-sent = Sent to the printer
print-opened = The file is open in another program. Print it from there.
print-open_first = Open what you want to print first.
mail-opened = A message is ready in your e-mail program. The file itself is not in it.
mail-long = This is too long for an e-mail to begin with. It was copied, so that you can put it in yourself.
ask-title = Check before you hand this over
ask-yes = Go on all the same
ask-no = Do not hand it over
reference-dated = Printed date: { $date }
reference-confirmed = Confirmed on { $date }
qr-title = Public page of
qr-alt = QR code that leads to { $site }. The address is written below it.
qr-how = Point a phone’s camera at the code. The phone needs the internet; this computer does not.
qr-long = This address is too long for a QR code.
reader-about = About this resource
reader-about-show = Show details
reader-about-hide = Hide details
reader-summary = What the site says
reader-from = Comes from
reader-source = Public page
reader-confirmed = Confirmed with the site
reader-confirmed-never = Not yet
reader-changed = Changed
reader-first_seen = In the library since
reader-state = State
reader-printed = Date printed on it
reader-topics = Topics
reader-kind = Kind
reader-language = Language
reader-links = On the internet
reader-links-why = These are not on this computer. They need the internet.
reader-link-video = Video
reader-link-page = Page
reader-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
reader-file-pending = Not here yet
reader-file-failed = Could not be fetched
reader-file-withdrawn = Withdrawn

waiting-starter-title = The files come with the first refresh
waiting-starter = This entry came with the program, without its files. Refresh once with the internet on. Then they stay here.
waiting-pending-title = This file is not here yet
waiting-pending = It is on the list and comes with the next refresh.
waiting-failed-title = This file could not be fetched
waiting-failed = The next refresh tries again.
waiting-none-title = This resource has no file
waiting-none = The site gives only these words and links.

view-label = How to show it
view-page = Pages
view-both = Both
view-text = Text
view-menu = View
view-dark = Dark pages
turn-right = Turn right
turn-left = Turn left
panel-label = Small pages and contents
panel-of = Small pages and contents of { $title }
panel-contents = Contents
page-label = Page
page-of = of { $total }
page-previous = Page before
page-next = Next page
zoom-label = Size
zoom-in = Bigger
zoom-out = Smaller
zoom-fit = Fit width
zoom-fit_page = Fit page
zoom-now = { $percent }%
find-label = Find in this document
find-in = Find in { $title }
find-previous = Previous place
find-next = Next place
find-count = { $current } of { $total }
find-none = Not found
find-in_text = { $count } in the text

pdf-label = Pages of { $title }
pdf-loading = Opening the pages…
pdf-broken = The pages of this file cannot be shown here
pdf-password = This file asks for a password
pdf-broken-try = Its text may still be readable, or another program may open it.
text-label = Text of { $title }
text-page = Page { $page }
text-poor = Some of this text could not be read well. Check it against the pages.
text-poor_page = The words on this page may have been read wrongly. Check them against the page.
text-from_picture = A computer read this page from a picture. Some words may be wrong. Check them against the page.
pictures-title = Words in pictures
pictures-what =
    { $count ->
        [one] This page is a picture, so searching cannot find its words. This computer can try to read them.
       *[other] { $count } pages are pictures, so searching cannot find their words. This computer can try to read them.
    }
pictures-read = Read the words in the pictures
pictures-reading = Reading picture { $page } of { $total }
pictures-starting = Getting ready
pictures-stop = Stop
pictures-stopped = It was stopped. The pages that were read are kept.
pictures-done =
    { $count ->
        [one] Words were found on one page. They are in the text now, and you can search for them.
       *[other] Words were found on { $count } pages. They are in the text now, and you can search for them.
    }
pictures-nothing = No words were found in the pictures.
pictures-failed =
    { $count ->
        [one] One page could not be read. You can try again.
       *[other] { $count } pages could not be read. You can try again.
    }
text-none = There is no text in this file. It may be a picture of a page.
text-none_on_page = No text on this page
text-loading = Reading the text…
beside-start = Side by side
beside-choose = What to read beside it
beside-same = The same in other languages, and other files
beside-search = Or search the library
beside-label = Second document
beside-title = { $title } (second document)
beside-together = Scroll together
beside-other = Another
beside-close = Close the second document
aloud-start = Read aloud
aloud-hold = Pause
aloud-go_on = Go on
aloud-stop = Stop
aloud-back = Paragraph before
aloud-next = Next paragraph
aloud-slower = Slower
aloud-faster = Faster
aloud-voice = Voice: { $name }
aloud-no_voice = This computer has no voice for reading aloud. Your IT team can add one.
aloud-no_language = This computer has no voice that reads { $language }. Your IT team can add one.
image-alt = Picture: { $label }
image-broken = This picture cannot be shown here
media-loading = Getting the recording ready…
media-cannot = This computer cannot play the recording here
media-large = This recording is large ({ $size })
media-try = Another program on this computer may play it.
other-title = This kind of file opens in another program
other-type = { $name }, { $size }

link-title = This leads to the internet
link-leads = It opens in your browser and leads to { $site }:
link-open = Open in the browser
link-copy = Copy the address
link-copied = Copied
link-copy_failed = It could not be copied. It is: { $words }
link-bad = This address cannot be opened
link-mail = This is an e-mail address
link-write = Write an e-mail
link-phone = This is a telephone number
link-copy_number = Copy the number

news-title = What’s new
news-loading = Looking for what changed…
news-count = { $count } with news
news-since = Since you last looked, on { $date }
news-span = Show
news-span-new = Since I last looked
news-span-month = The last 30 days
news-span-all = Everything
news-came = { $count } new
news-changed = { $count } changed
news-went = { $count } withdrawn
news-mark = Mark all as seen
news-marked = Marked as seen
news-fresher = Show the newest
news-new = New to you
news-first = From now on this page shows what is new
news-first-how = After each refresh you find here what came, what changed and what went, since you last looked.
news-none = Nothing new since you last looked
news-none-when = You last looked on { $date }.
news-none-span = Nothing changed in this time
news-more = Show more
news-shown = { $shown } of { $total } shown

change-pill-came = New
change-pill-changed = Changed
change-pill-went = Gone
change-pill-plain = Details
change-added = New in the library
change-text = “{ $what }” changed
change-text-title = The title changed
change-text-summary = The words on the site changed
change-details = Changed: { $what }
change-details-kind = The kind changed
change-details-language = The language changed
change-details-topics = The topics changed
change-details-date = The date printed on it changed
change-details-links = The links to the internet changed
change-file_added = New file: { $what }
change-file_replaced = New version of the file: { $what }
change-file_removed = File taken away: { $what }
change-moved = Its page has a new address
change-moved-file = The file has a new address: { $what }
change-withdrawn = Withdrawn from the site; still readable here
change-came_back = Back on the site
change-removed = Taken away:
change-inserted = Put in:
change-then = Then:
change-more = More words changed than are shown here.
change-unread = Its words were not compared.

history-title = What changed
history-none = Nothing changed since it came here.
history-chip-added = New since you last looked
history-chip-changed = Changed since you last looked

shelf-title = My shelf
shelf-private = What you put here stays on this computer.
shelf-loading = Opening your shelf…
shelf-parts = What to show
shelf-part-favourites = Favourites
shelf-part-packs = Packs
shelf-part-recents = Opened last
shelf-part-notes = Notes
shelf-none = No favourites yet
shelf-none-how = Tap the star beside a resource, or press Ctrl D while you read it. Then it is always at hand here.
shelf-star = Favourite: { $title }
shelf-star-on = Add to favourites
shelf-star-off = Take out of favourites
shelf-starred = Added to your favourites: { $title }
shelf-unstarred = No longer a favourite: { $title }
shelf-missing = Not in this library
shelf-export = Save as a file
shelf-import = Bring in from a file
shelf-exported = Your shelf was saved: { $path }. What you opened last is not in it.
shelf-set_aside = An older file of your shelf could not be read. It was kept beside your shelf as { $name }. Your IT help desk may be able to mend it.
pack-new = New pack
pack-new-example = Such as “Home visits”
pack-make = Make it
pack-made = Made the pack “{ $pack }”
pack-name = Name of the pack
pack-none = No packs yet
pack-none-how = A pack keeps resources together, in your order. Give it a name here, then add resources while you read them.
pack-empty = Nothing in it yet. Open a resource and choose “Add to a pack”.
pack-rename = Rename
pack-rename-this = Rename: { $pack }
pack-delete = Delete
pack-delete-this = Delete: { $pack }
pack-deleted = Deleted the pack “{ $pack }”
pack-add = Add to a pack
pack-add-this = Add to a pack: { $title }
pack-added = “{ $title }” is in “{ $pack }” now
pack-inside = In it already
pack-up = Move up: { $title }
pack-up-short = Move up
pack-down = Move down: { $title }
pack-down-short = Move down
pack-moved = { $title }: { $place } of { $count }
pack-remove = Take out of the pack: { $title }
pack-remove-short = Take out of the pack
pack-removed = “{ $title }” is no longer in “{ $pack }”
recents-none = Nothing opened yet
recents-none-how = What you open to read is listed here, the last first.
recents-off = What you open is not listed
recents-off-why = The list is switched off in the settings, so nobody else who uses this computer can see what you read.
recents-clear = Clear the list
recents-cleared = The list is empty
recents-forget = Take off the list: { $title }
recents-forget-short = Take off the list
note-title = My note
note-hint = Only on this computer. Write nothing about patients.
note-saved = Saved.
note-none = No notes yet
note-none-how = Open a resource and write a note beside it. You find them all here.
note-delete = Delete the note on: { $title }
note-delete-short = Delete the note
note-deleted = The note was deleted
came = Brought in: { $list }.
came-nothing = Everything in it was on your shelf already.
came-favourites =
    { $count ->
        [one] { $count } favourite
       *[other] { $count } favourites
    }
came-packs =
    { $count ->
        [one] { $count } pack
       *[other] { $count } packs
    }
came-into_packs =
    { $count ->
        [one] { $count } resource into your packs
       *[other] { $count } resources into your packs
    }
came-notes =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
came-joined_notes =
    { $count ->
        [one] { $count } note joined to yours
       *[other] { $count } notes joined to yours
    }
came-left_out =
    { $count ->
        [one] { $count } could not come over.
       *[other] { $count } could not come over.
    }

vision-title = Our vision
vision-loading = Opening the page…
vision-none = The partnership’s page is not here yet
vision-none-try = It comes with the next refresh.
vision-as_on = As on the site on { $date }
vision-starter = From the copy that came with the program; not checked with the site yet
vision-changed = Changed on { $date }
vision-earlier-show = Changed on { $date }. Read the earlier words
vision-earlier-hide = Hide the earlier words
vision-earlier-title = What the page said from { $from } to { $until }
vision-earlier-which = Earlier words
vision-earlier-until = Until { $date }
vision-earlier-changed = What changed then
vision-earlier-whole = All of it, as it stood
hear-label = Your message
hear-hint = It waits on this computer until you send it by e-mail. Leave out names and details of patients.
hear-keep = Keep my message
hear-kept = Your message is kept on this computer.
hear-waiting =
    { $count ->
        [one] { $count } message waits
       *[other] { $count } messages wait
    }
hear-to = The page gives this address: { $address }
hear-to-unknown = The page gives no e-mail address, so fill it in when you send the message. You may find it here:
hear-written = Written on { $when }.
hear-handed_over = Opened in your e-mail program on { $when }. We cannot see whether it was sent.
hear-open = Open in e-mail
hear-copy = Copy
hear-delete = Delete
hear-undo = Bring back
hear-deleted = The message is deleted.
hear-copied = Message copied
hear-copy_failed = The message could not be copied. Mark its words and copy them yourself.
hear-opened = Your message is ready in your e-mail program. Send it from there.
hear-long = This message is too long to be handed over. It was copied, so that you can put it into an e-mail yourself.
hear-subject = Message for Tower Hamlets Together
vision-source = See the page on the site
vision-video = The video is on the site. It needs the internet.

status-title = Status
status-loading = Counting…
status-fresh = How fresh
status-fresh-good = Brought up to date { $when }
status-fresh-never = Not refreshed yet
status-fresh-never-try = The library works without the internet. Refresh once to get the files.
status-last_success = Last full refresh
status-last_attempt = Last try
status-never = Never
status-next = Next refresh
status-site = Site
status-source = Also from
status-refresh = Refresh
status-cancel = Stop the refresh
status-cancelling = Stopping…
status-here = What is here
status-resources =
    { $count ->
        [one] resource
       *[other] resources
    }
status-current = On the site
status-withdrawn = Withdrawn, still readable
status-files =
    { $count ->
        [one] file on this computer
       *[other] files on this computer
    }
status-files-here = Here
status-files-pending = Still to come
status-files-failed = Could not be fetched
status-text-unit =
    { $count ->
        [one] file can be searched inside
       *[other] files can be searched inside
    }
status-text-good = Good text
status-text-poor = Poor text
status-text-none = No text
status-text-waiting = Waiting to be read
status-room = Room on the disk
status-room-files = Files
status-room-store = List and text
status-room-index = Search index
status-folder = Folder
status-folder-why = Everything is kept here. Nothing you type leaves this computer.
status-behind = The search is catching up with the last refresh.
status-copy = Copy
status-copied = Copied

progress-title = Refreshing
progress-starting = Starting…
progress-reading = Reading the site’s lists
progress-fetching = Fetching files
progress-extracting = Reading the files’ text
progress-indexing = Making the text searchable
progress-step = Step { $step } of { $steps }
progress-itself = Started by itself
progress-done-reading =
    { $count ->
        [one] { $count } page so far
       *[other] { $count } pages so far
    }
progress-done-fetching =
    { $count ->
        [one] { $count } file so far
       *[other] { $count } files so far
    }
progress-done-extracting =
    { $count ->
        [one] { $count } file so far
       *[other] { $count } files so far
    }
progress-done-indexing =
    { $count ->
        [one] { $count } text so far
       *[other] { $count } texts so far
    }
progress-of-reading =
    { $count ->
        [one] { $done } of { $count } page
       *[other] { $done } of { $count } pages
    }
progress-of-fetching =
    { $count ->
        [one] { $done } of { $count } file
       *[other] { $done } of { $count } files
    }
progress-of-extracting =
    { $count ->
        [one] { $done } of { $count } file
       *[other] { $done } of { $count } files
    }
progress-of-indexing =
    { $count ->
        [one] { $done } of { $count } text
       *[other] { $done } of { $count } texts
    }
progress-received = { $size } received
progress-rate = { $size } a second
progress-problems =
    { $count ->
        [one] { $count } problem so far
       *[other] { $count } problems so far
    }
progress-spoken = { $phase }: { $count }
progress-spoken-left = { $phase }: { $count }, { $left }

left-moment = a few seconds left
left-less = less than a minute left
left-minutes =
    { $count ->
        [one] about { $count } minute left
       *[other] about { $count } minutes left
    }
left-hours =
    { $count ->
        [one] about { $count } hour left
       *[other] about { $count } hours left
    }

time-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
time-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
time-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
time-both = { $large } { $small }
time-at = { $day } at { $time }
time-on = on { $day } at { $time }

report-title = Last refresh
report-updated = The library is up to date
report-unchanged = Nothing new: the library was up to date already
report-partial = Done, but some things did not work. The next refresh tries them again.
report-added = New
report-revised = Changed
report-kept = The same
report-withdrawn = Withdrawn
report-fetched = Files fetched
report-received = Received
report-problems =
    { $count ->
        [one] { $count } problem
       *[other] { $count } problems
    }
report-came = Came before it stopped: { $list }
report-again = Look again
report-seen = What the program saw

next-at = The next refresh comes by itself { $when }.
next-soon = The next refresh comes by itself as soon as it can.
next-by_hand = It does not try again by itself. Press Refresh when you are ready.

next-short-by_hand = By hand only
next-short-soon = as soon as it can
waits-metered = A refresh is due. It waits, because this connection may cost money for each file. You can still refresh by hand.
waits-battery = A refresh is due. It waits until this computer is plugged in. You can still refresh by hand.
waits-other = A refresh is due and waits. You can still refresh by hand.

kept-all = Nothing was lost: everything that was here is still here.
kept-whole = Nothing was lost: what has come is kept, and the next refresh goes on from there.

stop-cancelled = You stopped the refresh
stop-cancelled-why = You can refresh again at any time.
stop-offline = There is no internet
stop-offline-why = The library works without it. Refresh again when this computer is on a network.
stop-unreachable = The site cannot be reached
stop-unreachable-why = The site may be down for a while, or this network does not let us through. Try again later.
stop-lost = The connection was lost
stop-lost-why = Some files are still missing. The next refresh fetches them.
stop-certificate_file = A certificate file cannot be read
stop-certificate_file-why = Your IT team named a file that says whom this computer trusts. Show them what stands below.
stop-untrusted_certificate = The site could not be read safely
stop-untrusted_certificate-why = This computer does not trust who answered. Some networks look into everything that comes in: then their certificate has to be on this computer. Show your IT help desk what stands below.
stop-site_busy = The site is too busy
stop-site_busy-why = It asked us to come back later.
stop-captive_portal = This network wants you to sign in
stop-captive_portal-why = Guest Wi-Fi often does. Open the sign-in page in your browser, sign in there, then come back and refresh.
stop-captive_portal-open = Open the sign-in page
stop-robots_disallow = The site asks programs not to read its list
stop-robots_disallow-why = We do as it asks. If this lasts, tell the people who look after the library.
stop-not_the_site = What answered is not the partnership’s site
stop-not_the_site-why = The site may be broken, or this network may show a page of its own. Look at the site in your browser, and try again later.
stop-site_changed = The site looks very different
stop-site_changed-why =
    { $count ->
        [one] The site no longer shows { $count } resource that is here. It may be broken, or being rebuilt. So we took nothing away.
       *[other] The site no longer shows { $count } resources that are here. That is far more than usual: it may be broken, or being rebuilt. So we took nothing away.
    }
stop-library_full = The library has no room left
stop-library_full-why = It has used all the room that it may take on this computer. Give it more room, then refresh again.
stop-library_full-room = Choose how much room
stop-disk_full = The disk is full
stop-disk_full-why = Make room on this computer, then refresh again. The library can still be read and searched.
stop-busy_elsewhere = Another window or program is changing the library
stop-busy_elsewhere-why = Wait until it is done, or close it, then refresh again.
stop-damaged = A part of the library cannot be read
stop-damaged-why = The files are still there. Show your IT help desk what stands below.
stop-unknown = The refresh stopped
stop-unknown-why = Try again. If it comes back, ask your IT help desk.

losses-title =
    { $count ->
        [one] This one would be marked as withdrawn
       *[other] These { $count } would be marked as withdrawn
    }
losses-choose = Most often it is best to look again later. Accept only if you know that they were taken off the site on purpose.
losses-accept =
    { $count ->
        [one] Accept: mark { $count } as withdrawn…
       *[other] Accept: mark these { $count } as withdrawn…
    }
losses-confirm =
    { $count ->
        [one] Mark { $count } resource as withdrawn?
       *[other] Mark { $count } resources as withdrawn?
    }
losses-means-readable = They stay in the library and can still be read.
losses-means-marked = Each is marked as withdrawn, and a search leaves it out unless you ask for withdrawn ones.
losses-means-back = If the site shows one of them again, its mark goes.
losses-keep = Keep them as they are
losses-do = Mark { $count } as withdrawn

records-title = The last refreshes
records-took = Took { $time }
records-requests =
    { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }
records-added = { $count } new
records-revised = { $count } changed
records-withdrawn = { $count } withdrawn
records-fetched =
    { $count ->
        [one] { $count } file fetched
       *[other] { $count } files fetched
    }

settings-screen = Settings and help
settings-title = Refreshing by itself
settings-saved = Saved
settings-held = Set by your IT team
settings-every = Refresh
settings-every-hint = While this window is open, or the next time it is.
settings-every-hand = By hand only
settings-every-day = Once a day
settings-every-week = Once a week
settings-every-days =
    { $count ->
        [one] Every { $count } day
       *[other] Every { $count } days
    }
settings-every-hours =
    { $count ->
        [one] Every { $count } hour
       *[other] Every { $count } hours
    }
settings-limit = Room that files may take
settings-limit-hint = They take { $size } now.
settings-metered = Wait on connections that cost money by use
settings-metered-hint = Such as a phone’s hotspot. You can still refresh by hand.
settings-battery = Wait while the computer runs on its battery
settings-battery-hint = You can still refresh by hand.

print_pack-title = Print pack
print_pack-what = Put leaflets and single pages together. They come out as one PDF. A cover sheet says what each one is, how fresh it is, and where to find it.
print_pack-list = In the print pack, in this order
print_pack-empty = The print pack is empty
print_pack-empty-how = Open a leaflet and choose “Add to print pack”. Or use the button with the sheets beside a result.
print_pack-add = Add to print pack
print_pack-add_page = Add this page to print pack
print_pack-take_out = Take out of the print pack
print_pack-toggle = In the print pack: { $title }
print_pack-inside = This is in the print pack already: { $title }
print_pack-added =
    { $count ->
        [one] Added to the print pack: { $title }
       *[other] Added to the print pack: { $title }. { $count } things are in it now.
    }
print_pack-removed = Taken out of the print pack: { $title }
print_pack-remove = Take out of the print pack: { $title }
print_pack-clear = Empty it
print_pack-cleared = The print pack is empty now
print_pack-full = The print pack holds { $count } things at most. Print this one first.
print_pack-gone = No longer in the library
print_pack-holds =
    { $count ->
        [one] { $count } thing in it
       *[other] { $count } things in it
    }
print_pack-files =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
print_pack-pages = Pages
print_pack-pages-all = All { $count } (or 1-3, 5)
print_pack-pages-unclear = Write pages like 1-3, 5. It has { $count } pages.
print_pack-make = Make one PDF
print_pack-large = Large print
print_pack-large-how = The words of each document in large letters, without pictures and layout.
print_pack-print = Print
print_pack-save = Save as a PDF
print_pack-open = Open the PDF
print_pack-making = Making the print pack
print_pack-writing = Writing the PDF
print_pack-stop = Stop
print_pack-stopped = It was stopped. Your print pack is as it was.
print_pack-saved =
    { $count ->
        [one] Saved: { $path } ({ $count } page)
       *[other] Saved: { $path } ({ $count } pages)
    }
print_pack-out =
    { $count ->
        [one] { $count } thing could not go in
       *[other] { $count } things could not go in
    }
print_pack-noted = Good to know
print_pack-not_kept = This computer forgets the print pack when the window closes, so nobody else can see what you put in.

pack_file-title = A copy on a USB stick
pack_file-what = A pack is the whole library as one file. It brings the library to a computer without internet.
pack_file-copy = Copy the library to a USB stick
pack_file-add = Add a pack
pack_file-trust = Only add packs from people you know.
pack_file-checking = Checking the files
pack_file-copying = Copying
pack_file-reading = Reading the files’ text
pack_file-stop = Stop
pack_file-stopped = It was stopped. Nothing was changed.
pack_file-written = The copy is whole: { $path } ({ $size }). You can take the stick out safely now.
pack_file-left_out =
    { $count ->
        [one] { $count } file is damaged here and is not in the copy. Refresh the library, then copy again.
       *[other] { $count } files are damaged here and are not in the copy. Refresh the library, then copy again.
    }
pack_file-other_sources =
    { $count ->
        [one] { $count } resource is not in the copy: it comes from a source that was added on this computer.
       *[other] { $count } resources are not in the copy: they come from sources that were added on this computer.
    }
pack_file-offer = Add “{ $name }”?
pack_file-added =
    { $count ->
        [one] { $count } resource is new
       *[other] { $count } resources are new
    }
pack_file-newer =
    { $count ->
        [one] { $count } resource is newer than here
       *[other] { $count } resources are newer than here
    }
pack_file-completed =
    { $count ->
        [one] { $count } resource gets files that are missing here
       *[other] { $count } resources get files that are missing here
    }
pack_file-kept =
    { $count ->
        [one] { $count } resource stays as it is
       *[other] { $count } resources stay as they are
    }
pack_file-files =
    { $count ->
        [one] { $count } file comes ({ $size })
       *[other] { $count } files come ({ $size })
    }
pack_file-never = Nothing is taken away, and nothing here becomes older.
pack_file-do = Add it
pack_file-nothing = There is nothing new in this pack.
pack_file-done = The pack was added.

background-title = Starting and closing
background-tray = Stay beside the clock when I close the window
background-tray-hint = The library goes on refreshing. To end it, choose Quit from the small icon. If your computer has no place for small icons, closing the window ends the program.
background-login = Start when I log in
background-login-hint = It starts without its window.

person-title = What is kept about you
person-local = All of this stays on this computer. It is never sent anywhere by itself.
person-recents = Remember what I opened last
person-recents-hint = As a list under “My shelf”, and to open it again at the next start. Switched off, all that is deleted.
person-gaps = Note searches that find nothing
person-gaps-hint = Words, how often, and the month. Not who searched, nor when. Words with long numbers are never noted. You can give the list to the people who look after the library.
person-gaps-list = Not found so far
person-gaps-none = Nothing is on the list.
person-gaps-times =
    { $count ->
        [one] { $count } time
       *[other] { $count } times
    }
person-gaps-export = Save the list as a table
person-gaps-exported = The list was saved: { $path }
person-gaps-clear = Delete the list
person-gaps-cleared = The list was deleted

draft-title = Draft translation
draft-words = This translation is a draft. No speaker of the language has checked it yet.
draft-missing =
    { $count ->
        [one] { $count } message is still in English.
       *[other] { $count } messages are still in English.
    }
draft-leave = Use English

program-title = About this program
program-what = A library of leaflets, forms and plans for people who work in health and social care. It works without the internet. It shows what was published; it gives no advice of its own.
program-version = Version
program-build = Build
program-system = Computer
program-web_view = Draws the window
program-library_format = Library format
program-index_format = Search index
program-text_reader = Text reader
program-revision = Library’s revision
program-unknown = Not known

sources-title = Where resources come from
sources-why = It reads the site above, and fetches files that this site leads to. Nobody else is asked, and nothing that you type leaves this computer.
sources-why_all = It reads the sites and folders above, and fetches files that these sites lead to. Nobody else is asked, and nothing that you type leaves this computer.
sources-first = Came with the program
sources-add_site = Add a site
sources-add_folder = Add a folder
sources-folder-hint = A folder can be on this computer or on a shared drive. The next refresh copies its documents in.
sources-address = Address of the page that lists its leaflets
sources-address-hint = Such as https://www.example.org/leaflets
sources-name = Name
sources-name-hint = You can leave this empty.
sources-trust = Only add sites that you trust. What comes from them stands in the library beside the partnership’s own.
sources-add = Add it
sources-added = Added: { $name }. Its resources come with the next refresh.
sources-remove = Remove
sources-remove-this = Remove: { $name }
sources-remove-ask = Remove “{ $name }”?
sources-remove-readable =
    { $count ->
        [one] { $count } resource came from it. It stays in the library and can still be read.
       *[other] { $count } resources came from it. They stay in the library and can still be read.
    }
sources-remove-back = If you add it again, they come back with the next refresh.
sources-remove-keep = Keep it
sources-remove-do = Remove it
sources-removed = Removed: { $name }
sources-resources =
    { $count ->
        [one] { $count } resource
       *[other] { $count } resources
    }

support-show = Show details for support
support-title = Details for support
support-why = Versions, settings, and how the last refreshes went. No words that you searched for, no notes, and nothing about you. Read it before you give it to anyone.
support-loading = Collecting the details…
support-copy = Copy details
support-copied = Details copied
support-copy_failed = The details could not be copied. They are marked: copy them with the keys of your computer.
support-save = Save details
support-saved = Saved: { $path }

licences-show = Show licences
licences-title = Licences
licences-why = This program is free to use under the MIT licence. It contains work of many other people, who allow that under the licences below.
licences-loading = Opening the list…
licences-missing = The list of licences cannot be shown.
licences-parts =
    { $count ->
        [one] { $count } part
       *[other] { $count } parts
    }

error-title = Something went wrong

# Outside of the window’s page, said by the shell (`src-tauri/shell/words`): beside the clock, in the menu bar of macOS,
# in the computer’s own dialogs, and where no window can be shown. Names of files have no full stop and no slash.
tray-open = Open the library
tray-refresh = Refresh now
tray-quit = Quit

menu-file = File
menu-edit = Edit
menu-view = View
menu-window = Window
menu-help = Help
menu-about = About { $program }
menu-settings = Settings…
menu-services = Services
menu-hide = Hide { $program }
menu-hide_others = Hide Others
menu-show_all = Show All
menu-quit = Quit { $program }
menu-open = Open in Another Program
menu-save = Save a Copy…
menu-print = Print…
menu-close = Close Window
menu-undo = Undo
menu-redo = Redo
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-select_all = Select All
menu-search = Search the Library
menu-find = Find
menu-find_next = Find Next
menu-find_previous = Find Previous
menu-zoom_in = Bigger
menu-zoom_out = Smaller
menu-zoom_fit = Fit Width
menu-full_screen = Full Screen
menu-minimise = Minimise
menu-maximise = Zoom
menu-keys = Keys

dialog-copy = Choose a folder for the copy
dialog-pack-save = Copy the library to a file
dialog-pack-choose = Choose a pack
dialog-pack-kind = Pack
dialog-shelf-save = Save your shelf as a file
dialog-shelf-choose = Choose a shelf that was saved as a file
dialog-shelf-kind = Shelf
dialog-shelf-name = My shelf
dialog-gaps-save = Save the list as a table
dialog-gaps-kind = Table
dialog-gaps-name = Not found
dialog-print_pack-save = Save the print pack
dialog-print_pack-name = Print pack
dialog-source-choose = Choose a folder of documents
dialog-details-save = Save the details
dialog-details-kind = Text
dialog-details-name = details-for-support

cannot-no_display = There is no display. On the console use “together”.
cannot-use_display = The display cannot be used. Log out and in again, or ask your IT team. The console program “together” still works.
cannot-no_web_view = A part of Windows is missing: the WebView2 Runtime. Ask your IT team to install it. The console program “together” still works.
cannot-open = The window cannot be opened: { $why }. The console program “together” still works.
cannot-make_copies = The folder for copies cannot be made: { $why }.
cannot-find_itself = The program does not find itself: { $why }.
cannot-follow_schedule = The schedule of refreshes cannot be started: { $why }.
