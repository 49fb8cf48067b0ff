"""Words by which the furniture of news pages is known: general vocabulary of the trade, no outlet's own phrases.

All patterns but those of agencies and names are matched against lower-cased text, which is several times faster than
ignoring case. Every repetition is bounded, so that no line, however hostile, takes more than linear time.
"""

from __future__ import annotations

import re


def _either(block: str) -> str:
    """One alternation from a block of alternatives, "|" or a line end between them."""
    return "|".join(part.strip() for part in re.split(r"\|(?![^(]*\))|\n", block.strip()) if part.strip())


AGENCIES = _either(
    """AFP|AP|Reuters|Xinhua|TASS|ITAR-TASS|Interfax|UPI|dpa|DPA|PTI|ANI|IANS|EFE|ANSA|Kyodo|Yonhap|Bernama|Anadolu
    AA|SANA|IRNA|ISNA|WAM|KUNA|SPA|MENA|PNA|CNN|BBC|CNS|Bloomberg|Sputnik|RIA Novosti|APA|SID|sda|epd|KNA|Belga|ANP
    Antara|Thomson Reuters|Associated Press|The Associated Press|Agence France-Presse|Canadian Press|Press Association
    AAP|VOA|RFE/RL|NPR"""
)

_MONTHS = _either(
    """jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço)?|märz
    apr(?:il|ile)?|avril|abr(?:il)?|may|mai|mayo|maio|jun[ei]?|juin|junio|junho|jul[yi]?|juillet|julio|julho
    aug(?:ust)?|août|agosto|sep(?:t|tember|tembre|tiembre)?|set(?:embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?
    out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|d[ée]c(?:embre)?|dic(?:iembre)?
    enero|febrero|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"""
)
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d\d)(?!\d)"
    rf"|\b(?:{_MONTHS})\b\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s{{1,3}}(?:de\s)?(?:{_MONTHS})\b[.,]{{0,2}}\s{{1,3}}(?:de\s)?{_YEAR}\b"
    rf"|\b{_YEAR}\s{{1,3}}\w{{3,10}}\s?,\s?\d{{1,2}}\s{{1,3}}(?:{_MONTHS})\b"
    rf"|\b\d{{4}}年\d{{1,2}}月\d{{1,2}}日"
)
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?![\d%])|\b\d{1,2}\s?[ap]\.?m\b")
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|"
    r"viernes|sábado|domingo)\b"
)
DATE_LABEL = re.compile(
    r"\b(?:(?:last |first )?(?:updated?|published|posted|modified|edited)|created|veröffentlicht|aktualisiert|erstellt|"
    r"publié|mis à jour|publicado|actualizado)\b|^\W*(?:date|datum|stand|fecha)\b"
)

BYLINE = re.compile(
    r"^\W*(?:(?:written|reported|posted|story|text) by|by|von|par|por|author|autor|autorin|auteur|text)\b:?\s{1,3}"
    r"(?=[^\W\d_])"
)
REPORTER = re.compile(r"\b(?:staff (?:writer|reporter)|correspondent|reporter|columnist|contributor|korrespondent)\b")

CREDIT = re.compile(
    rf"^\W*(?:source|sources|quelle|quellen|fuente|fonte|agency|agencies)\s?:\s{{0,3}}\S.{{0,80}}$"
    rf"|^\W*(?:with (?:inputs|files|reporting) from|via)\s\S.{{0,80}}$|^\W*with assistance (?:by|from)\b.{{0,250}}$"
    rf"|^\W*(?:the )?(?:{AGENCIES})(?:\W{{1,4}}(?:(?:and|with) )?(?:{AGENCIES})){{0,4}}\W*$"
    rf"|^\W*(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|translated) by\b"
    rf"|^[^\w\"“‘']*(?:this (?:story|article|report|piece)|the (?:story|article|piece)) (?:was|has been|is) (?:\w+ )?"
    rf"(?:written|edited|compiled|published|produced|corrected|updated)\b"
    rf"|^(?:[^.!?]{{2,60}} reported from [^.!?]{{2,60}}\.\s)?(?:[^.!?]|\b(?:[a-z]|jr|sr|st)\.){{2,240}}"
    rf" contributed (?:reporting )?to this (?:is )?(?:report|story|article|piece)\b",
    re.IGNORECASE,
)
# An outlet's name in brackets, alone on its line: "(Xinhua)", "(Morning Herald 04/14/2017 page1)".
CREDIT_BRACKETS = re.compile(r"^\(\s?[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3}(?:,? [^()]{0,40}\d[^()]{0,20})?\s?\)\.?$")

# "Jane Doe is a professor at ...", "John Roe covers foreign policy for ...": who wrote it.
ABOUT_AUTHOR = re.compile(
    r"^\W*(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}"
    r"(?:(?:is|was) (?:an?|the|our)\b|(?:covers|has covered|has written|contributes)\b"
    r"|(?:writes|reports) (?:about|for|on|frequently|regularly|often)\b)"
)
AUTHOR_WORK = re.compile(
    r"\b(?:writer|reporter|journalist|editor|author|professor|fellow|columnist|correspondent|contributor|blogger|freelance"
    r"|freelancer|analyst|covers|writes|reports|researcher|scholar|host)\b"
)

SIDE = re.compile(
    r"\((?:(?:far |second |2nd |3rd |second from |2nd from |third from )?(?:left|right|centre|center|l|c)|"
    r"(?:2nd|3rd|4th|far) r|top|bottom|(?:from )?l-r|from left|front|li|re|links|rechts)\.?\)|"
    r"\b(?:pictured|seen here|from left to right|clockwise from)\b"
)
_PHOTO_WORD = r"(?:photo|photos|photograph|photographs|image|images|picture|pic|foto|fotos|bild|bilder|grafik)"
PHOTO = re.compile(
    rf"^\W*©\s?(?:[^\s|]{{1,30}}\s?/\s?)?(?:{AGENCIES.lower()})\b"
    rf"|^\W*(?:file |ap |afp )?{_PHOTO_WORD}(?: credits?)?\s?(?:by\b|:|/|\()"
    rf"|(?:^|[.!?][\"”’)]? ){_PHOTO_WORD} via [^.!?]{{2,40}}\W*$|\bvia (?:ap|afp|epa|reuters|getty)\b[^.!?]{{0,25}}$"
    rf"|^\W*(?:bildquelle|image caption|media caption|media playback is (?:un|not )supported|image copyright|caption"
    rf"|crédit photo|fotocredit)\b"
    rf"|\b(?:file photo|(?:ap|afp|epa|reuters|dpa) (?:photo|file|images)|getty images|toggle caption|hide caption|"
    rf"enlarge this image|image copyright|wikimedia commons|courtesy of .{{1,40}}$"
    rf"|(?!picture ?:){_PHOTO_WORD} ?(?::|courtesy))"  # "the big picture: ..." is none on the page
    rf"|\b(?:shutterstock|istock|imago|picture[- ]alliance|adobe ?stock|unsplash|pixabay|flickr|pexels)"
    rf"(?:\.com)?(?:\s?/\s?\w{{1,20}})?\W*$|\b{_PHOTO_WORD} by [^.!?]{{2,40}}$"
    rf"|\b(?:reuters|afp|epa)/(?!ipsos\b|[^.]{{0,40}}\b(?:polls?|polling|surveys?)\b)[a-z]\w+|\({_PHOTO_WORD}\b"
)
# "The minister speaks during a debate in the capital, March 3, 2016.": a picture is told in the present and dated in
# full, which a sentence of news is not. Matched against lower-cased text.
_SCENE_VERB = (
    r"(?:(?:is|are) (?:seen|pictured|shown|photographed)|(?:speaks?|arrives?|walks?|sits?|stands?|attends?|welcomes?|"
    r"leaves|poses?|gestures?|looks? on|waves?|shakes? hands|smiles?|listens?|embraces?|hugs?|greets?|reacts?|"
    r"applauds?|watch(?:es)?(?= (?:an?|the|as|from)\b)|holds? (?:an?|up)|bids? farewell))"
)
_ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
SCENE = re.compile(
    r"^(?![-–—•*\"“‘'(])[^!?\"“”:;]{5,200}?(?<!\bto )(?<!\bwho )(?<!\bthat )(?<!\bwill )(?<!\bwould )"
    rf"(?<!\bcan )(?<!\bcould )(?<!\bmay )(?<!\bmust )(?<!\bnot )(?<!\bdid )\b{_SCENE_VERB}\b(?!-)"
    r"[^!?\"“”:;]{0,220}?[ ,]"
    rf"(?:{_ENGLISH_MONTH} \d{{1,2}}|\d{{1,2}} {_ENGLISH_MONTH}),? (?:19|20)\d\d\b"
)
SAID = re.compile(r"\b(?:said|says|told|announced|according to|was|were|had|would|will)\b")
# "CLOSE A federal judge on Tuesday ... Example Today": what a video shows, behind the button of its player
VIDEO = re.compile(r"^CLOSE\s+(?!TO\b|CALL\b)(?=[A-Z])(?=[^\n]{0,60}[a-z])")
# Of one picture in a gallery, with what its page says below it.
GALLERY = re.compile(r"\bhide caption(?: \d{1,3} of \d{1,3})?\W*$")
# "FILE - In this May 3 photo", "FILE PHOTO: ", as wires caption a picture out of their files
FILE_PHOTO = re.compile(
    r"^\W*files?(?: (?:photo|photograph|picture|image|pic|video)s?)?\s?(?:[-–—]{1,2}\s|[-–—]{1,2}(?=in )|:\s)"
)
PHOTO_TAIL = re.compile(
    rf"\b[a-z]\w+(?:\s[a-z][\w.'-]+){{1,3}}\s?/\s?(?:{AGENCIES.lower()})\W*$|/\s?(?:{AGENCIES.lower()})\s?\|\W*$"
)
# "(Jane Doe / Example Herald)" at the end of a line
PHOTO_NAMED = re.compile(
    r"\((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+ ?[/|] ?[A-Z][^()|/]{1,40}\)\W*$"
    r"|[A-Z]\w+ [A-Z]\w+(?:, (?:File|Pool|Handout))? ?/ ?[A-Z]{2,5}\W*$"
    rf"|[^.!?\"”’\s] ?\((?:[^()]{{2,60}}[ /,])?(?:{AGENCIES}|Getty)(?:[ /,][^()]{{0,30}})?\)\s*$"
    r"|[.!?][\"”’)]? By [A-Z][A-Z .,&/'’-]{4,60}$"
)
# "(Photo: Jane Doe, Example Herald)", "© 2018 Jane Doe/AP Images" at the end of a line
PHOTO_TOLD = re.compile(rf"\({_PHOTO_WORD}s? ?(?:credit)? ?(?::|by\b|courtesy\b)[^()]{{2,90}}\)\s*$|©[^.!?]{{2,90}}$")
# "Reuters The delegations arrive in the capital": what a page prints below a picture, its credit first.
_PICTURES = r"(?:AFP|AP|Associated Press|EPA|PA|Reuters|Getty(?: Images)?|Splash News|Rex(?: Features)?|Alamy|Handout)"
PHOTO_FIRST = re.compile(rf"^{_PICTURES}(?:\s?[-:/]\s?{_PICTURES})? [A-Z]")
# "JANE DOE—Herald staff", "Jane Doe/Example Herald"
PHOTO_ALONE = re.compile(
    r"^(?:[A-Z][A-Z.’'-]+ ){1,3}[A-Z][A-Z.’'-]+ ?[—–/|] ?[A-Z][\w.&’' ]{2,40}$"
    r"|^(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+ ?/ ?[A-Z][\w&’'-]+(?: [A-Z][\w&’'-]+){0,3}$"
)


def names_photo(text: str) -> bool:
    """Whether a photographer or a photo agency is named at the start or the end of a line."""
    # No line ends where its head is cut off: "courtesy of a late goal" in the middle of a sentence is no credit.
    head = text[:60].lower() + ("\n…cut" if len(text) > 60 else "")
    tail = ("cut… " if len(text) > 90 else "") + text[-90:]  # and none begins where its tail does
    return any(PHOTO.search(part) for part in (head, tail.lower())) or bool(
        PHOTO_TAIL.search(tail.lower()) or PHOTO_NAMED.search(tail)
    )


def begins_with_credit(text: str) -> bool:
    """Whether a line that ends as no sentence does begins with whose picture it describes, or tells no more."""
    return bool(PHOTO_FIRST.match(text) or PHOTO_ALONE.match(text))


def says_picture(text: str) -> bool:
    """Whether a line says itself, in its first or last word, that it describes a picture."""
    return bool(FILE_PHOTO.match(text[:40].lower()) or VIDEO.match(text) or GALLERY.search(text[-40:].lower()))


# A line that sends the reader elsewhere: "Read more: ...", "Lesen Sie auch ...", "Vea también: ...".
TEASER = re.compile(
    r"^\W*(?:read|see|watch|check out|video|photos|gallery|podcast|listen|lea|leia|lesen|lire|vea|veja|mira|mire|"
    r"czytaj|zobacz|hören|sehen)\b"
    r"(?: (?:more|also|next|now|here|full|más|mais|también|sie|aussi|też|także|auch|this|related)){0,3}"
    r"\s?(?:[:»|]|auch\b|also\b|here\b)"
    r"|^\W*(?:related|more|mehr|lire aussi|à lire aussi|weitere informationen|also on|don['’]t miss|exclusive)\b ?[:»|]"
    r"|^\W*related (?:articles?|stor(?:y|ies)|coverage|content|posts?|news|links?|topics?|reading)\b(?=[^.!?]{0,200}$)"
    r"|^\W*(?:lesen sie|mehr (?:zum thema|dazu|infos|informationen)|das könnte|you (?:may|might) also|lust auf mehr)\b"
    r"|\b(?:get the latest|sign up (?:for|to) (?:the|our|this|your|daily|free)|subscribe to (?:the|our|this|us|your)|"
    r"melde dich|registrier dich|newsletter|we want to hear|download the app|our app|this link opens|"
    r"link is to an external)\b|^[^.!?]{5,300}\s(?:read|see|learn) more[^\w.!?]{0,3}$"
    r"|(?:→|›|\[…\]|\[\.\.\.\])\s{0,2}$|^[^«]{0,300}»\s{0,2}$"
)

# Lines that open a part of the page which is no longer the article: comments, related links, most-read lists, tags.
_CLOSERS = _either(
    r"""leave a (?:reply|comment)|post a comment|add (?:a |your )?comment|write a comment|comments?|responses?
    send (?:us )?your comments?|your comment|join the (?:conversation|discussion)
    (?:\w+ )?(?:responses?|comments?|thoughts?) (?:to|on)\b
    related(?: (?:articles?|stories|posts?|content|links?|news|topics|coverage))?|more (?:from|on|in|stories|news|about)
    read (?:more|also|next)|see also|also read|you (?:may|might) (?:also )?(?:like|be interested)|recommended
    (?:most|mostly) (?:viewed|read|popular|commented|shared|recent)|popular|trending|editor['’]?s['’]? picks?
    (?:today['’]?s )?top (?:news|stories)|latest (?:news|posts?|articles?|stories)|recent (?:posts?|comments?|articles?)
    tags?|categor(?:y|ies)|filed under|posted in|share(?: this)?|follow us|newsletters?|subscribe|sign up
    previous (?:article|post|story)|next (?:article|post|story)|about the author|advertisements?|archives?
    kommentare?|kommentar (?:schreiben|hinterlassen|verfassen)|schreibe? einen kommentar
    (?:ähnliche|weitere|verwandte|neueste|neue|aktuelle|letzte|beliebte) (?:beiträge|artikel|themen|meldungen|posts)
    (?:ähnliche|weitere|verwandte|neueste|neue|aktuelle|letzte) (?:kommentare|nachrichten|links|informationen)
    mehr zum thema|das könnte (?:sie|dich) auch|zum thema|lesen sie auch|schlagw(?:ort|örter|orte)|kategorien?|teilen
    artikel teilen|beitrags-?navigation|impressum|themen|auch interessant|archiv|über den autor|anzeige
    commentaires?|laisser un commentaire|articles? (?:similaires|liés)|lire aussi|à lire aussi|partager|étiquettes
    comentarios?|deja una respuesta|noticias relacionadas|artículos relacionados|compartir|etiquetas|comentários
    komentarze|podobne"""
)
CLOSER = re.compile(rf"^\W*(?:\d+\s)?(?:{_CLOSERS})(?:\W*\d*\W*$|\W{{0,3}}:|\b[^.!?]{{0,60}}$)")

# Words and phrases that hardly ever stand in a sentence of news, but on every page. Only looked for where a word
# begins: trying a hundred alternatives at every character was the slowest part of the stage.
BOILERPLATE = re.compile(
    r"©|(?<![^\W_])(?:"
    + _either(
        r"""all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|copyright|cookies?\b
        privacy policy|terms (?:of|and) (?:use|service|conditions)|datenschutz|impressum|agb\b|nutzungsbedingungen
        mentions légales|you are here|sie sind hier|skip to|zum inhalt|springe|sign (?:in|up)\b|log ?(?:in|out)\b
        anmelden|abmelden|registrier|subscribe|unsubscribe|newsletter|abonnieren|e-?mail[- ]?(?:address|adresse)
        your (?:comment|name|email)|(?:deine|ihre) e-mail|adjust font|font size|schriftgröße|print (?:this|page)
        drucken|share (?:on|this|via)|teilen\b|tweet\b|facebook|twitter|google\+|whatsapp|pinterest|linkedin
        instagram|youtube|rss\b|feed\b|click (?:here|an?|the|to)|klicken sie|hier klicken|download|powered by
        maintained (?:and developed )?by|developed by|designed by|proudly|wordpress|reblogged|bloggers? like this
        leave a (?:reply|comment)|post a comment|reply\b|antworten\b|kommentar|comment(?:s|ing)?\b|required fields?
        pflichtfeld|erforderlich|read (?:more|full|the full|next)|weiterlesen|mehr lesen|lire la suite|leer más
        (?:more|mehr) »|view all|show (?:more|all)|load more|off the wire|advertisement|anzeige\b|werbung|sponsored
        javascript|browser|nach oben|back to top|zurück\b|sitemap|contact us|about us|kontakt\b|startseite|homepage
        home page|menü|navigation|suche\b|warenkorb|zzgl\.|versandkosten|gravatar|akismet|permalink|trackback
        (?:enable|allow|turn on) (?:push |browser |desktop )?(?:notifications|alerts)
        most (?:viewed|read|popular)|follow (?:us|me|@)|like us|fill in your details|connecting to"""
    )
    + ")"
)

# Of these, names and words that news writes about as well; they say nothing about a sentence.
ALSO_NEWS = frozenset(
    """facebook twitter google+ whatsapp pinterest linkedin instagram youtube browser download comment comments
    commenting homepage wordpress navigation advertisement newsletter copyright feed reply kommentar werbung""".split()
)

STOPS = frozenset(
    """the a an of to in and for on that with is was at by from as it be his he are were has have had not said but they
    this who which their will would its or been after than about i we you her she more also into when there what if out
    der die das und zu den mit von für auf ist im dem nicht ein eine als auch es werden aus er hat dass sie nach wird
    bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde
    sei ich wir le la les de des du un une et en est que qui dans pour par sur pas au plus avec ce il elle sont ne se el
    los las y del por con una su para al lo como más pero sus o e do da os um uma com não dos na no di che per gli della
    non sono alla nel i het een van dat niet op te zijn aan voor w z się nie jest że od po jak co dla przez ale в и на
    не с что по к из за от это как а у же но""".split()
)

OPEN_WORDS = frozenset(  # no line of a list, no headline and no paragraph ends with one
    "a an the of in on at to by for from with and or but as than that which who into over under between against".split()
)
