//! The entries of the list: 27 samples, then the nine that are known of the real site, in their exact wording. With nine
//! to a page the nine stand on page 4, as they do there.

use std::collections::BTreeMap;

use crate::{SiteEntry, SiteFile};

pub fn all() -> Vec<SiteEntry> {
    let mut all = samples();
    all.extend(known());
    all
}

/// Title, document, path: the four language versions are entries of their own, as sites like this one do it.
fn samples() -> Vec<SiteEntry> {
    let entry = SiteEntry::new;
    vec![
        entry("Sample leaflet: How this library works")
            .paragraph("A sample leaflet in four languages. It tells how to find a leaflet and whom to ask.")
            .link("Download the leaflet", "/uploads/languages/How-this-library-works-English.pdf?mtime=20250106090000"),
        entry("Sample leaflet: How this library works (Bengali)")
            .language("bn")
            .paragraph("এই লাইব্রেরি কীভাবে কাজ করে")
            .link("Download the leaflet in Bengali", "/uploads/languages/How-this-library-works-Bengali.pdf?mtime=20250106090000"),
        entry("Sample leaflet: How this library works (Somali)")
            .language("so")
            .paragraph("Sida maktabaddani u shaqayso")
            .link("Download the leaflet in Somali", "/uploads/languages/How-this-library-works-Somali.pdf?mtime=20250106090000"),
        entry("Sample leaflet: How this library works (Arabic)")
            .language("ar")
            .paragraph("كيف تعمل هذه المكتبة")
            .link("Download the leaflet in Arabic", "/uploads/languages/How-this-library-works-Arabic.pdf?mtime=20250106090000"),
        entry("Sample poster: Please ask our staff")
            .paragraph("A sample poster for the wall, in two languages.")
            .link("English", "/uploads/Please-ask-English.pdf")
            .link("বাংলা", "/uploads/Please-ask-Bengali.pdf"),
        entry("Sample guide: Getting here by bus")
            .dated("4 June 2024")
            .paragraph("Bus stops, the way to the door, and what to do with a wheelchair. The buses are not real.")
            .link("Read the guide", "/uploads/Getting-here-by-bus.pdf?mtime=20240604101530&focal=none"),
        entry("Sample guide: Your appointment letter explained")
            .paragraph("What stands at the top, in the middle and at the end of a letter. [Download the guide](/uploads/Your-appointment-letter-explained.pdf?v=1717495200) or ask for it at the desk."),
        entry("Sample leaflet: Asking for an interpreter")
            .paragraph("How to ask for somebody who speaks your language.")
            .paragraph("British Sign Language is a language too.")
            .link("Download PDF (18 KB)", "/uploads/Asking-for-an-interpreter.pdf"),
        entry("Sample form: Booking a community room")
            .paragraph("Fill it in on the computer or by hand.")
            .link("Download the form (Word)", "/uploads/Booking-a-community-room.docx"),
        entry("Sample newsletter: Autumn in the borough")
            .dated("1 October 2024")
            .paragraph("Bulbs, a bench and reading afternoons.")
            .link("Download", "/uploads/2024/newsletter_2024-10-01-081500.pdf"),
        entry("Sample report: Street market conversations")
            .paragraph("Two tables, four chairs, one awning: what people did not really say.")
            .link("Full report", "/uploads/Street-market-conversations.pdf"),
        entry("Sample handbook: Working together across teams")
            .titled_link("/uploads/Working-together-handbook.pdf")
            .paragraph("Twelve short pages on doors, keys, meetings and kettles."),
        entry("Sample notice: Opening hours from the notice board")
            .paragraph("A scanned page: a picture without text.")
            .link("See the notice", "/uploads/scans/Scan0001.pdf"),
        entry("Sample video: Welcome to the library")
            .paragraph("Three seconds long.")
            .link("Watch the video", "/uploads/video/Welcome.mp4"),
        entry("Sample video: Where to find the help desk")
            .paragraph("In a format that not every player knows.")
            .link("Watch the video", "/uploads/video/Help-desk.webm"),
        SiteEntry {
            player: Some("https://www.youtube.com/embed/SampleGardn".to_owned()),
            ..entry("Sample film: The story of a borough garden")
                .paragraph("Plays on another site. More on [Care Confident](/care-confident), which has films too.")
        },
        entry("Sample text: Words that meetings use")
            .paragraph("AOB, minutes, quorum, chair.")
            .link("Open the list of words", "/uploads/Words-that-meetings-use.txt"),
        entry("Sample leaflet: Large print and other formats")
            .paragraph("A leaflet that is a web page.")
            .link("Open the leaflet", "/uploads/leaflets/Large-print.html"),
        entry("Sample list: Community rooms and their chairs")
            .paragraph("A spreadsheet. It is kept, and opened by another program.")
            .link("Download (Excel)", "/uploads/Community-room-contacts.xlsx"),
        entry("Sample notice: Help desk closed on bank holidays")
            .paragraph("There is no file to this notice. All that it says stands here."),
        entry("Sample checklist: Planning an accessible event")
            .paragraph("Chairs, microphones, large print.")
            .link("Download the checklist", "/uploads/Planning-an-accessible-event.PDF"),
        entry("Sample Q&A: Lost property & cloakroom")
            .link("Download the Q&A", "/uploads/Lost%20property%20%26%20cloakroom.pdf"),
        entry("Sample flyer: Community café opening – June 2024")
            .paragraph("Café, crêpe, piñata, naïve: a flyer with accents, also in its file's name.")
            .link("Download the flyer", "/uploads/Café-opening–June-2024.pdf"),
        entry("Sample easy read: Saying what you think")
            .paragraph("Short sentences and big letters.")
            .cover("/uploads/easy-read/Saying-what-you-think.pdf")
            .link("Download easy read", "/uploads/easy-read/Saying-what-you-think.pdf"),
        entry("Sample agenda: Neighbourhood forum, 3 March 2025")
            .paragraph("Four points and a hedge.")
            .link("Download the agenda", "/uploads/download/4711"),
        entry("Sample strategy: Green routes 2023/24")
            .paragraph("Pleasant ways to walk between buildings.")
            .link("Download the strategy", "//{host}/uploads/Green-routes-2023-24.pdf?mtime=20230401120000"),
        entry("Sample notice: Where partners publish")
            .paragraph("Some resources stand on [a partner's own site](https://www.example.org/), not here."),
    ]
}

fn known() -> Vec<SiteEntry> {
    let entry = SiteEntry::new;
    vec![
        entry("OCEAN - Offering Compassionate & Emotional Support for Those Living Through Birth Trauma and Loss")
            .paragraph("[Download the FULL Q&A for Health Professionals](/uploads/OCEAN-QA-for-Health-Professionals.pdf?mtime=20211119103000)"),
        entry("Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024")
            .titled_link("/uploads/THT-Workforce-Strategy-2021-2024.pdf?mtime=20210712150000")
            .paragraph("This Workforce Strategy sets out our approach to ensuring we have a health and social care workforce that delivers care at the right time; in the right way; in the right place; by the right person, with the right skills and values. It will act as a guiding framework for THT and the organisations within it to support and develop the health and social care workforce in Tower Hamlets. This strategy is not designed to replace or supersede the inter-organisational strategies of THT partner organisations, but instead to support their direction setting so that organisational workforce strategies demonstrate alignment with THT integrated workforce priorities."),
        entry("Tower Hamlets Together - Shared Outcomes Framework")
            .paragraph("[Download our FULL Shared Outcomes Framework](/uploads/Shared-Outcomes-Framework.pdf) which includes case studies showing how this was applied in practice."),
        entry("Let’s keep young people and children safe and healthy")
            .paragraph("With the pandemic impacting our everyday lives we want to make sure that parents and young people are aware that we are still here to support them. During the national lockdown we are still here to care for babies, children and young people. The lockdown allows you to leave home to get medical care or treatment and we have created safe environments for you to access the care you need when you need it. If your child needs ongoing care, gets unwell and you don’t know what to do or you need urgent and emergency care please don’t hesitate to contact us. Call your GP or call 111 to get advice on what to do next. Can’t decide what care you need for your child. [Read our parents’ guide to accessing services](/uploads/Parents%20guide%20to%20accessing%20services.pdf) or call 111"),
        entry("Health and Wellbeing Board - 17 November 2020")
            .cover("/uploads/HWB-Board-17-11-2020_THT-Progress-Report.pdf")
            .paragraph("Independent Chair's Progress Report on Tower Hamlets Together\n• Our mission, vision, objectives and priorities for action\n• How the partnership responded to COVID -good practice and lessons learned\n• How we used this experience to refocus our governance structure and impact\n• The revised borough plan, priorities, winter interventions and financial pressures\n• Delivering on our Outcomes Framework\n• Citizen voice and service user engagement"),
        entry("Hestia & ELFT launch the Together Café Service in Tower Hamlets – May 2020")
            .titled_link("/uploads/Together-Café-May-2020.pdf")
            .paragraph("The Together Cafés provide a welcoming, safe and therapeutic space as alternative to other crisis service such as A&E. The service aims to equip people with the skills they need to reduce their immediate anxiety, formulate individual self-directed support plans and provide information / advice around the local services and resources that may help them moving forward."),
        entry("Covid-19 THT Partnership success stories and case studies")
            .paragraph("At our most recent THT Board meeting on the 7th May, partners discussed numerous examples of how strong partnership working, innovation and commitment across the borough have contributed strongly to our local Covid-19 response.")
            .link("Download", "uploads/Covid-19-success-stories.pdf"),
        entry("What Would You Do? - HealthWatch Tower Hamlets Part 2")
            .paragraph("Healthwatch Tower Hamlets talked face to face with 346 local residents in local street markets in the borough over four days in early May 2019. Key themes included prevention, personalisation, primary care and on improving neighbourhoods as healthier spaces. Download detailed results for each of the 4 localities.")
            .link("North East", "/uploads/2019/WWYD-NE.pdf")
            .link("North West", "/uploads/2019/WWYD-NW.pdf")
            .link("South East", "/uploads/2019/WWYD-SE.pdf")
            .link("South West", "/uploads/2019/WWYD-SW.pdf"),
        entry("Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019")
            .paragraph("When it comes to accessing medical care that’s urgent but not life-threatening, people in Tower Hamlets now only need to do one thing; call NHS 111 who will direct callers to the most appropriate service.")
            .paragraph("This may now be an appointment at the newly launched Urgent Treatment Centre (UTC), run by the Tower Hamlets GP Care Group in collaboration with Barts Health NHS Trust and East London NHS Foundation Trust (ELFT). [DOWNLOAD the official leaflet now](/uploads/2019/UTC-leaflet-A5.pdf)."),
    ]
}

/// Every file of the site by decoded path.
pub fn files() -> BTreeMap<String, SiteFile> {
    let mut files: BTreeMap<String, SiteFile> = [
        ("/uploads/languages/How-this-library-works-English.pdf", "how-this-library-works.en.pdf"),
        ("/uploads/languages/How-this-library-works-Bengali.pdf", "how-this-library-works.bn.pdf"),
        ("/uploads/languages/How-this-library-works-Somali.pdf", "how-this-library-works.so.pdf"),
        ("/uploads/languages/How-this-library-works-Arabic.pdf", "how-this-library-works.ar.pdf"),
        ("/uploads/Please-ask-English.pdf", "please-ask-poster.en.pdf"),
        ("/uploads/Please-ask-Bengali.pdf", "please-ask-poster.bn.pdf"),
        ("/uploads/Getting-here-by-bus.pdf", "getting-here-by-bus.pdf"),
        ("/uploads/Your-appointment-letter-explained.pdf", "appointment-letter-explained.pdf"),
        ("/uploads/Asking-for-an-interpreter.pdf", "asking-for-an-interpreter.pdf"),
        ("/uploads/Booking-a-community-room.docx", "booking-a-community-room.docx"),
        ("/uploads/2024/newsletter_2024-10-01-081500.pdf", "autumn-newsletter.pdf"),
        ("/uploads/Street-market-conversations.pdf", "street-market-conversations.pdf"),
        ("/uploads/Working-together-handbook.pdf", "working-together-handbook.pdf"),
        ("/uploads/scans/Scan0001.pdf", "opening-hours-notice.pdf"),
        ("/uploads/video/Welcome.mp4", "welcome-to-the-library.mp4"),
        ("/uploads/video/Help-desk.webm", "where-to-find-the-help-desk.webm"),
        ("/uploads/Words-that-meetings-use.txt", "words-that-meetings-use.txt"),
        ("/uploads/leaflets/Large-print.html", "large-print-and-other-formats.html"),
        ("/uploads/Community-room-contacts.xlsx", "community-room-contacts.xlsx"),
        ("/uploads/Planning-an-accessible-event.PDF", "planning-an-accessible-event.pdf"),
        ("/uploads/Lost property & cloakroom.pdf", "lost-property.pdf"),
        ("/uploads/Café-opening–June-2024.pdf", "community-cafe-opening.pdf"),
        ("/uploads/easy-read/Saying-what-you-think.pdf", "saying-what-you-think.pdf"),
        ("/uploads/download/4711", "neighbourhood-forum-agenda.pdf"),
        ("/uploads/Green-routes-2023-24.pdf", "green-routes.pdf"),
        ("/uploads/OCEAN-QA-for-Health-Professionals.pdf", "ocean-questions-and-answers.pdf"),
        ("/uploads/THT-Workforce-Strategy-2021-2024.pdf", "workforce-strategy-2021-2024.pdf"),
        ("/uploads/Shared-Outcomes-Framework.pdf", "shared-outcomes-framework.pdf"),
        ("/uploads/Parents guide to accessing services.pdf", "parents-guide-to-services.pdf"),
        ("/uploads/HWB-Board-17-11-2020_THT-Progress-Report.pdf", "board-progress-report.pdf"),
        ("/uploads/Together-Café-May-2020.pdf", "together-cafe.pdf"),
        ("/uploads/Covid-19-success-stories.pdf", "success-stories.pdf"),
        ("/uploads/2019/WWYD-NE.pdf", "locality-results-north-east.pdf"),
        ("/uploads/2019/WWYD-NW.pdf", "locality-results-north-west.pdf"),
        ("/uploads/2019/WWYD-SE.pdf", "locality-results-south-east.pdf"),
        ("/uploads/2019/WWYD-SW.pdf", "locality-results-south-west.pdf"),
        ("/uploads/2019/UTC-leaflet-A5.pdf", "urgent-treatment-centre-leaflet.pdf"),
        // Linked from content pages only.
        ("/uploads/People-Charter.pdf", "people-charter.pdf"),
        (
            "/uploads/2018/Children-and-Young-Peoples-Vanguard-Programme-report_2018-05-04-101530.pdf",
            "vanguard-programme-report.pdf",
        ),
        ("/uploads/Population-health-toolkit.pdf", "population-health-toolkit.pdf"),
        ("/uploads/2017/Social-prescribing-full-evaluation.pdf", "social-prescribing-evaluation.pdf"),
        ("/uploads/2017/Social-prescribing-executive-summary.pdf", "social-prescribing-executive-summary.pdf"),
        ("/uploads/care-confident/Care-Confident-booklet-easy-read.pdf", "care-confident-booklet.pdf"),
        ("/uploads/care-confident/cough.mp4", "care-confident-cough.mp4"),
        ("/uploads/2022/List-of-all-nominations.docx", "award-nominations.docx"),
        ("/uploads/Community funding - terms and conditions.pdf", "community-funding-terms.pdf"),
    ]
    .into_iter()
    .map(|(path, document)| (path.to_owned(), SiteFile::of(document)))
    .collect();
    if let Some(agenda) = files.get_mut("/uploads/download/4711") {
        agenda.disposition = Some(
            "attachment; filename=\"Neighbourhood forum.pdf\"; filename*=UTF-8''Neighbourhood%20forum%20%E2%80%93%20agenda.pdf"
                .to_owned(),
        );
    }
    files
}
