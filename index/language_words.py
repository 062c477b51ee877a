"""What ``index.language`` knows: the scripts, and the commonest small words of each language, casefolded."""

from __future__ import annotations

import re

_LATIN = {
    "en": "the of and to in a is that for it as was with be by on not he his but at are this have from or had "
    "an they which you were all her she there would their we him been has when who will no more if out so "
    "what up its about into than them can only other some could these may then do first any my now such "
    "like our over how why where whose whom does did should must between after before during many much i "
    "your me am being because through most since while under also every each both few those very just "
    "here",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
    "oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn ihre "
    "unter wir soll ich eines was wer wo wann warum welche welcher welches wie ihr uns mir mich dir dich "
    "diese dieser dieses keine kein viele gibt gab waren muss müssen",
    "fr": "le la les de des du et à un une en que qui dans pour pas au aux sur par est il elle ce cette ces ne "
    "se plus avec son sa ses sont ont été être avoir mais ou où nous vous ils elles leur leurs comme tout "
    "fait même y a était aussi sans entre après avant sous très si quand quel quelle quels quelles "
    "comment pourquoi combien qu l d n s c j je tu mon ma mes notre votre deux cela dont depuis peut",
    "es": "el la los las de del y a en un una que se por con para no es al lo como más su sus o pero ha este "
    "esta estos estas son fue era ser sin sobre entre ya cuando muy también hasta hay donde quien desde "
    "todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes qué cuál cuáles "
    "cuándo dónde quién quiénes cómo cuántos cuántas cuánto porque yo tú tiene está están había le me mi "
    "si dos años",
    "it": "il lo la i gli le di del della dei delle dello e è a in un una uno che per con non si da al alla ai "
    "alle nel nella nei nelle come più sono anche ma dal dalla su sul sulla ha hanno era questo questa "
    "questi queste essere o se chi cosa quando dove perché quale quali quanto quanti quanta ci loro suo "
    "sua tra fra dopo prima stato stata ed ad lui lei noi voi ogni tutti molto l d c dell all",
    "pt": "o a os as de do da dos das e em um uma que para com não por no na nos nas se mais como é ao à aos às "
    "seu sua seus suas ou ser foi são mas pelo pela pelos pelas até isso ele ela entre depois sem mesmo "
    "também já quando muito qual quais quem onde quanto quantos quantas porque está estão tem têm era há "
    "eu nós você este esta esse essa isto num numa eles elas sobre ainda anos",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er die om ook als dan maar bij of uit nog "
    "naar door over ze zich hij zij tot je wat wordt werd worden kan al was heeft hebben had deze dit "
    "geen meer wie waar wanneer waarom welke welk hoe hoeveel onder tegen na wel zo haar hun we ik mijn "
    "uw onze zou moet veel tussen omdat",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan "
    "man när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla "
    "andra mycket än här då sedan över bara in blir vad vem vilka vilken vilket hur varför många hon "
    "mellan detta denna",
    "da": "og i at det som en på er af for med til den har de ikke om et han men var jeg sig fra vi så kan man "
    "når år under også efter eller nu sin der ved mod skal skulle kommer ud får være havde alle andre "
    "meget end her da siden over kun blev bliver hvad hvem hvilke hvilken hvilket hvordan hvorfor hvor "
    "mange hun mellem dette denne af efter nogle",
    "no": "og i at det som en på er av for med til den har de ikke om et han men var jeg seg fra vi så kan man "
    "når år under også etter eller nå sin der ved mot skal skulle kommer ut får være hadde alle andre mye "
    "enn her da siden over bare ble blir hva hvem hvilke hvilken hvilket hvordan hvorfor hvor mange hun "
    "mellom dette denne noen",
    "fi": "ja on ei se että oli hän mutta ovat kun niin myös tai kuin joka jotka jos sen hänen olla ole mitä "
    "mikä kuka missä milloin miksi miten kuinka tämä tässä nyt vain sekä mukaan jo vielä kuitenkin minä "
    "sinä me te he ne oli olivat voi saa koko eri jonka mitkä monta jälkeen ennen sitä sillä",
    "pl": "i w na z do nie się jest to że a o jak po co tak za od jego ale czy dla są przez tym był była było "
    "być przy może który która które jej ich oraz już tylko także lub jako ten ta te kto gdzie kiedy "
    "dlaczego ile jaki jaka jakie jakim został została roku pod nad bez między go mu się ze we",
    "cs": "a v na se je že s z do o to i k ve pro za by ale jako jsou po od jeho jak které který která co kdo "
    "kde kdy proč kolik jaký jaká jaké není byl byla bylo být už ze při tak nebo jen také podle před mezi "
    "která si aby již však roku této tento",
    "sk": "a v na sa je že s z do o to i k vo pre za by ale ako sú po od jeho ktoré ktorý ktorá čo kto kde kedy "
    "prečo koľko aký aká aké nie bol bola bolo byť už zo pri tak alebo len tiež podľa pred medzi si aby "
    "roku tejto tento",
    "hu": "a az és hogy nem is egy van volt meg de csak ez már el mint ha még ki mi mit hol mikor miért hány "
    "hogyan melyik milyen vagy lesz lehet után előtt ezt azt ő aki ami amely minden nagyon kell között "
    "pedig majd szerint sem be le fel által",
    "ro": "de și în a la o un cu pe din nu că este mai se pentru care ce sau fi au fost al ale prin ca sunt lui "
    "ei său sa era după fără cine unde când cum câți câte care cât dacă dar acest această acestea prin "
    "între până într dintre cea cel cele fiind",
    "tr": "ve bir bu da de için ile olarak çok en daha gibi olan ne var kadar sonra o ama mi mı mu mü değil her "
    "kim nerede nasıl neden niçin hangi kaç zaman olduğu olduğunu ise ya şey ki oldu tarafından önce göre "
    "iki ancak veya bütün",
    "id": "yang dan di dari ini itu untuk dengan pada tidak adalah dalam akan ke juga oleh atau ada sebagai "
    "telah bisa mereka dapat karena saat kami kita saya dia apa siapa mana kapan mengapa bagaimana berapa "
    "lebih sudah bahwa tersebut antara lain hanya seperti setelah "
    "orang kamu harus kepada jika maka sangat sampai",
    "ca": "el la els les de del i a en un una que es per amb no és al com més seu seva o però ha aquest aquesta "
    "són va ser sense sobre entre ja quan molt també fins hi on qui des tot quin quina quins quines com "
    "per què quants quantes dels als pels pel seus seves ho li això l d n s",
    "hr": "i u je se na da su za od s a o kao koji koja koje nije iz što te ili do po bio bila bilo biti ali "
    "pri samo sve već prema tko gdje kada zašto koliko kakav kako nakon između svoje kod ne ga mu ovo taj "
    "to jer ima više ako bi će",
    "sl": "in v je se na da so za od s z a o kot ki pa ni iz kar ter ali do po bil bila bilo biti pri le vse že "
    "kdo kje kdaj zakaj koliko kakšen kako med svoje ne ga mu to ker ima več če bi bo jih tudi lahko",
    "et": "ja on ei see et oli ta aga kui ka või mis kes kus millal miks kuidas palju mida oma ning siis nii "
    "veel olid olla pole ole selle tema seda kuid välja üle pärast enne väga",
    "lv": "un ir no ar par uz kas ka nav bija pie lai arī vai pēc kā kur kad kāpēc cik kāds to tas tā šī šis es "
    "viņš viņa mēs tiek līdz bet gan gada tika savu",
    "lt": "ir yra iš su kad į ne tai kaip buvo bet tik per po jo jos kas kur kada kodėl kiek koks kuris kuri ar "
    "už nuo iki taip pat dar jie aš mes apie prie tarp",
    "vi": "và của là có trong cho được không một những các với này để người đã khi như đó từ cũng về ra vào "
    "nhiều ở gì ai đâu nào tại sao bao nhiêu năm sẽ đến sau trên hay bị theo",
    "sq": "dhe në e të i një për me nga është që u si nuk ka kjo ky por se do janë çfarë kush ku kur pse sa "
    "ishte më edhe ose pas",
    "af": "die en van in is het nie dat te 'n wat met vir op om was aan ook as by hy sy word deur maar sal kan "
    "nog wie waar wanneer hoekom hoe hoeveel hierdie daar deur uit ons jy haar hulle",
    "tl": "ang ng sa na mga ay at ito si ni para hindi kung siya niya nila ako ka may isang ano sino saan "
    "kailan bakit paano ilan kanyang kaniyang rin din pero dahil mula",
    "sw": "ya na wa kwa ni la za katika cha kuwa hii huu kama si alikuwa pia au yake wake nini nani wapi lini "
    "kwa jinsi gani ngapi hiyo huo kutoka mwaka baada hivyo",
    "eu": "eta da ez bat du izan den ere dira zen dute baina egin hau hori zer nor non noiz zergatik nola "
    "zenbat zuen baino ondoren arte bere beste",
    "gl": "o a os as de do da dos das e en un unha que para con non por no na nos nas se máis como é ao á aos "
    "ás seu súa foi son pero pola polo ata el ela entre tamén xa cando moi cal cales quen onde canto "
    "cantos",
    "cy": "y yr yn a i o ar ei mae am wedi oedd bod gan fel ac at nid ond beth pwy ble pryd pam sut faint hyn "
    "hwn gyda yw mewn eu",
    "ga": "an na agus ar le go i is a do ag bhí tá sé sí ní mar ach nach cad cé cá conas cathain fáth faoi ó "
    "den don leis atá",
    "is": "og í að er á sem það var til við um með ekki en af hann fyrir því frá eru hún þau þeir hvað hver "
    "hvar hvenær hvers vegna hvernig hversu eftir hefur verið",
}
_CYRILLIC = {
    "ru": "и в не на что он с как а по но из у к это за его то от же для о так все было быть был она они мы вы "
    "или только при который которые которая до со во бы уже где когда почему сколько кто какой какая "
    "какие как также после ли есть нет",
    "uk": "і в не на що він з як а по але із у до це за його то від для о так все було бути був вона вони ми ви "
    "або тільки при який які яка та й де коли чому скільки хто також після чи є немає бо ще та",
    "bg": "и в не на че той с как а по но из у към това за му то от да се са е беше бъде тя те ние вие или само "
    "при който които която до със във би вече къде кога защо колко кой каква какво също след ли има няма "
    "като",
    "sr": "и у не на да он с као а по али из је се су то за његов од би био била било бити она они ми ви или "
    "само при који које која до са већ где када зашто колико ко каква шта такође после ли има нема што",
}
_ARABIC = {
    "ar": "في من على إلى أن عن هذا هذه التي الذي ما لا مع كان كانت هو هي أو كل بين بعد قبل قد ذلك ثم لم لن و "
    "متى أين كيف لماذا كم هل حيث",
    "fa": "و در به از که این را با است آن برای یک خود تا بر هم شد او می بود نیز شده اما یا چه کجا چرا چگونه چند "
    "کدام کی های ها",
    "ur": "کے میں کی ہے اور سے کا کو نے پر کہ یہ تھا ہیں وہ بھی ایک اس جو ہو کیا کون کہاں کب کیوں کیسے کتنے تھے تھی",
}
_DEVANAGARI = {
    "hi": "के में की है और से का को ने पर कि यह था हैं वह भी एक इस जो हो क्या कौन कहाँ कब क्यों कैसे कितने थे थी नहीं लिए",
    "mr": "आणि आहे या व च्या हे होते ते तो ती नाही एक करण्यात आले आहेत काय कोण कुठे केव्हा का कसे किती मध्ये होता होती",
    "ne": "र छ को मा लाई ले हो यो थियो पनि गर्न एक छन् भएको के कहाँ कहिले किन कसरी कति हुन् गरेको थिए",
}

SCRIPTS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("latin", re.compile(r"[a-z\u00e0-\u024f\u1e00-\u1eff]"), tuple(_LATIN)),
    ("cyrillic", re.compile(r"[\u0400-\u052f]"), tuple(_CYRILLIC)),
    ("arabic", re.compile(r"[\u0600-\u06ff]"), tuple(_ARABIC)),
    ("kana", re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    ("han", re.compile(r"[\u3400-\u9fff]"), ("zh",)),
    ("hangul", re.compile(r"[\uac00-\ud7af]"), ("ko",)),
    ("greek", re.compile(r"[\u0370-\u03ff]"), ("el",)),
    ("hebrew", re.compile(r"[\u0590-\u05ff]"), ("he",)),
    ("thai", re.compile(r"[\u0e00-\u0e7f]"), ("th",)),
    ("devanagari", re.compile(r"[\u0900-\u097f]"), tuple(_DEVANAGARI)),
    ("bengali", re.compile(r"[\u0980-\u09ff]"), ("bn",)),
    ("gurmukhi", re.compile(r"[\u0a00-\u0a7f]"), ("pa",)),
    ("gujarati", re.compile(r"[\u0a80-\u0aff]"), ("gu",)),
    ("tamil", re.compile(r"[\u0b80-\u0bff]"), ("ta",)),
    ("telugu", re.compile(r"[\u0c00-\u0c7f]"), ("te",)),
    ("kannada", re.compile(r"[\u0c80-\u0cff]"), ("kn",)),
    ("malayalam", re.compile(r"[\u0d00-\u0d7f]"), ("ml",)),
    ("georgian", re.compile(r"[\u10a0-\u10ff]"), ("ka",)),
    ("armenian", re.compile(r"[\u0530-\u058f]"), ("hy",)),
    ("ethiopic", re.compile(r"[\u1200-\u137f]"), ("am",)),
)
"""Name, letters (casefolded) and languages of each script; where there are several, the small words decide."""

SMALL_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for script in (_LATIN, _CYRILLIC, _ARABIC, _DEVANAGARI)
    for language, words in script.items()
}
