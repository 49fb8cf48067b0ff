"""Words by which the furniture of news pages is known: general vocabulary of the trade, no outlet's own phrases.

Every pattern is anchored or bounded, so that none takes more than linear time on a hostile line.
"""

from __future__ import annotations

import re

AGENCIES = (
    "AFP|AP|Reuters|Xinhua|TASS|ITAR-TASS|Interfax|UPI|dpa|DPA|PTI|ANI|IANS|EFE|ANSA|Kyodo|Yonhap|Bernama|Anadolu|AA|"
    "SANA|IRNA|ISNA|WAM|KUNA|SPA|MENA|PNA|CNN|BBC|CNS|Bloomberg|Sputnik|RIA Novosti|APA|SID|sda|epd|KNA|Belga|ANP|"
    "Antara|Thomson Reuters|Associated Press|The Associated Press|Agence France-Presse|Canadian Press|Press Association|"
    "AAP|VOA|RFE/RL|Global Times|China Daily|NPR"
)

_MONTHS = (
    "jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço)?|märz|apr(?:il|ile)?|avril|abr(?:il)?|"
    "may|mai|mayo|maio|jun[ei]?|juin|junio|junho|jul[yi]?|juillet|julio|julho|aug(?:ust)?|août|agosto|ago|"
    "sep(?:t|tember|tembre|tiembre)?|set(?:embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|"
    "nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|d[ée]c(?:embre)?|dic(?:iembre)?|enero|febrero|"
    "marzec|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
)
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d\d)\b"
    rf"|\b(?:{_MONTHS})\b\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s{{1,3}}(?:de\s)?(?:{_MONTHS})\b\.?,?\s{{1,3}}(?:de\s)?{_YEAR}\b"
    rf"|\b{_YEAR}\s{{1,3}}\w{{3,10}}\s?,\s?\d{{1,2}}\s{{1,3}}(?:{_MONTHS})\b"
    rf"|\b\d{{4}}年\d{{1,2}}月\d{{1,2}}日",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?::\d\d)?\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|"
    r"viernes|sábado|domingo)\b",
    re.IGNORECASE,
)
DATE_LABEL = re.compile(
    r"\b(?:updated?|published|posted|last (?:modified|updated|edited)|first published|modified|date|created|"
    r"veröffentlicht|aktualisiert|erstellt|stand|publié|mis à jour|publicado|actualizado)\b",
    re.IGNORECASE,
)

BYLINE = re.compile(
    r"^\s*(?:by|von|par|por|written by|reported by|posted by|story by|text by|author|autor|text)\b:?\s+"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
REPORTER_TITLE = re.compile(
    r"\b(?:staff (?:writer|reporter)|correspondent|reporter|columnist|contributor|editor)\b", re.IGNORECASE
)

CREDIT = re.compile(
    rf"^\W*(?:source|quelle|fuente|fonte|via|agency|agencies|credit|with (?:inputs|files|reporting) from)\s?:?\s+\S.{{0,80}}$"
    rf"|^\W*(?:(?:the )?(?:{AGENCIES}))(?:\W+(?:and|with)?\W*(?:{AGENCIES}))*\W*$"
    rf"|^\W*\((?:additional )?(?:reporting|writing|editing|compiled|with (?:inputs|files|reporting)|report)\b"
    rf"|^\W*(?:additional )?(?:reporting|writing|editing) by\b"
    rf"|^\W*(?:this|the) (?:story|article|report) (?:was|has been|is) (?:written|edited|compiled|published|produced|corrected)\b"
    rf"|^\W*[^.!?]{{2,60}} contributed to this (?:report|story|article)\b",
    re.IGNORECASE,
)

SIDE = re.compile(
    r"\((?:(?:far |second |2nd |3rd |second from |2nd from |third from )?(?:left|right|centre|center|l|c)|"
    r"(?:2nd|3rd|4th) r|top|bottom|(?:from )?l-r|from left|back|front)\)|\b(?:pictured|seen here|from left to right|from left)\b",
    re.IGNORECASE,
)
PHOTO = re.compile(
    rf"^\W*©\s?(?:[^\s|]{{1,30}}\s?/\s?)?(?:{AGENCIES})\b|^\W*(?:file photo|photo|photos|photograph|image|images|picture|pic|foto|fotos|bild|"
    rf"bildquelle|image caption|media caption|caption|video|crédit photo)\b\s?(?:by\b|:|/|\()"
    rf"|\b(?:file photo|(?:ap|afp|epa|reuters) photo|getty images|shutterstock|istock|imago|picture[- ]alliance|toggle caption|"
    rf"enlarge this image|image copyright|image caption|wikimedia commons|(?:photo|photograph|image|foto|bild|picture) ?(?:by\b|:|courtesy))"
    rf"|\breuters/[A-Z]\w+|\((?:photo|image|foto|ap photo)\b",
    re.IGNORECASE,
)
PHOTO_TAIL = re.compile(
    rf"[A-Z]\w+(?:\s[A-Z][\w.'-]+){{1,3}}\s?/\s?(?:{AGENCIES}|[A-Z]{{2,5}})\W*$|/\s?(?:{AGENCIES})\s?\|\W*$",
    re.IGNORECASE,
)

# Lines that open a part of the page which is no longer the article: comments, related links, most-read lists, tags.
CLOSER = re.compile(
    r"^\W*(?:\d+\s)?(?:leave a (?:reply|comment)|post a comment|add (?:a |your )?comment|write a comment|comments?|responses?|"
    r"send (?:us )?your comments?|your comment|join the (?:conversation|discussion)|(?:\w+ )?(?:responses?|comments?|thoughts?) (?:to|on)\b|"
    r"related(?: (?:articles?|stories|posts?|content|links?|news|topics|coverage))?|more (?:from|on|in|stories|news|about)\b|"
    r"read (?:more|also|next)|see also|also read|you (?:may|might) (?:also )?(?:like|be interested)|recommended|"
    r"(?:most|mostly) (?:viewed|read|popular|commented|shared|recent)|popular|trending|editor'?s picks?|editors’? picks?|"
    r"(?:today'?s )?top (?:news|stories)|latest (?:news|posts?|articles?|stories)|recent (?:posts?|comments?|articles?)|"
    r"tags?|categor(?:y|ies)|filed under|posted in|share(?: this)?|follow us|newsletters?|subscribe|sign up|"
    r"previous (?:article|post|story)|next (?:article|post|story)|about the author|advertisements?|archives?|"
    r"(?:\d+ )?kommentare?|kommentar (?:schreiben|hinterlassen|verfassen)|schreibe? einen kommentar|"
    r"(?:ähnliche|weitere|verwandte|neueste|neue|aktuelle|letzte|beliebte) (?:beiträge|artikel|themen|meldungen|kommentare|posts|nachrichten|links|informationen)|"
    r"mehr zum thema|das könnte (?:sie|dich) auch|zum thema|lesen sie auch|schlagw(?:ort|örter)|kategorien?|teilen|artikel teilen|"
    r"beitragsnavigation|beitrags-navigation|newsletter|impressum|themen|auch interessant|archiv|über den autor|"
    r"commentaires?|laisser un commentaire|articles? (?:similaires|liés)|lire aussi|à lire aussi|partager|étiquettes|"
    r"comentarios?|deja una respuesta|noticias relacionadas|artículos relacionados|compartir|etiquetas|comentários|komentarze|podobne)"
    r"(?:\W*\d*\W*$|\W{0,3}:|\b[^.!?]{0,60}$)",
    re.IGNORECASE,
)

# Words that hardly ever stand in a sentence of news, but on every page.
BOILERPLATE = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|copyright|©|\(c\) (?:19|20)\d\d|"
    r"cookies?\b|privacy policy|terms (?:of|and) (?:use|service|conditions)|datenschutz|impressum|\bagb\b|nutzungsbedingungen|mentions légales|"
    r"you are here|sie sind hier|skip to|zum inhalt|springe|sign (?:in|up)|log ?(?:in|out)\b|anmelden|abmelden|registrieren|registrier|"
    r"subscribe|unsubscribe|newsletter|abonnieren|e-?mail[- ]?(?:address|adresse)|your (?:comment|name|email)|deine e-mail|ihre e-mail|"
    r"adjust font|font size|schriftgröße|print (?:this|page)|drucken|share (?:on|this|via)|teilen|tweet\b|facebook|twitter|google\+|whatsapp|"
    r"pinterest|linkedin|instagram|youtube|rss|feed\b|click (?:here|an?|the|to)|klicken sie|hier klicken|download(?: (?:the|our))? app|"
    r"powered by|maintained (?:and developed )?by|developed by|designed by|proudly|wordpress|reblogged|bloggers? like this|"
    r"leave a (?:reply|comment)|post a comment|reply\b|antworten|kommentar|comment(?:s|ing)\b|required fields?|pflichtfeld|erforderlich|"
    r"read (?:more|full|the full|next)|weiterlesen|mehr lesen|lire la suite|leer más|more »|mehr »|view all|show (?:more|all)|load more|"
    r"off the wire|advertisement|anzeige\b|werbung|sponsored|javascript|browser|nach oben|back to top|zurück|sitemap|contact us|about us|"
    r"kontakt\b|startseite|homepage|home page|menü|navigation|suche\b|warenkorb|zzgl\.|versandkosten|gravatar|akismet|permalink|trackback|"
    r"most (?:viewed|read|popular)|follow (?:us|me|@)|like us|fill in your details|connecting to",
    re.IGNORECASE,
)

STOPS = frozenset(
    ["the", "a", "an", "of", "to", "in", "and", "for", "on", "that", "with", "is", "was", "at", "by", "from", "as", "it", "be", "his", "he", "are", "were", "has", "have", "had", "not", "said", "but", "they", "this", "who", "which", "their", "will", "would", "its", "or", "been", "after", "than", "about", "we", "i", "you", "her", "she", "more", "also", "into", "when", "there", "what", "if", "out", "der", "die", "das", "und", "in", "zu", "den", "mit", "von", "für", "auf", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass", "sie", "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem", "über", "einen", "so", "zum", "war", "haben", "nur", "oder", "aber", "vor", "zur", "bis", "mehr", "durch", "man", "sein", "wurde", "sei", "ich", "wir", "le", "la", "les", "de", "des", "du", "un", "une", "et", "en", "est", "que", "qui", "dans", "pour", "par", "sur", "pas", "au", "plus", "avec", "ce", "il", "elle", "sont", "ne", "se", "el", "los", "las", "y", "del", "por", "con", "una", "su", "para", "al", "lo", "como", "más", "pero", "sus", "o", "e", "do", "da", "os", "as", "um", "uma", "com", "não", "dos", "das", "na", "no", "em", "di", "il", "che", "per", "gli", "della", "non", "con", "sono", "alla", "nel", "i", "het", "een", "van", "dat", "niet", "op", "te", "zijn", "aan", "voor", "w", "i", "z", "na", "do", "się", "nie", "jest", "że", "to", "o", "od", "za", "po", "jak", "co", "dla", "przez", "ale", "в", "и", "на", "не", "с", "что", "по", "к", "из", "за", "для", "от", "это", "как", "а", "о", "у", "же", "но"]
)
