"""Given names that are met often, in Arabic and in Latin letters, folded as names are compared.

A column of names shows itself by how many of its values hold one of these; a few hundred are
enough for that, and none of them is anybody's.
"""

from typing import Final

from amana.domain.proposal.folding import fold

_ARABIC: Final = (
    "محمد احمد محمود حسن حسين علي عمر عثمان خالد سعد سعيد سالم سليم سلمان سليمان ابراهيم "
    "اسماعيل يوسف يعقوب موسى عيسى داود زكريا يحيى يونس ايوب ادم نوح صالح هود ادريس هارون ياسر "
    "ياسين طه طارق طلال زيد زياد بكر بلال انس اسامه حمزه حمد حامد حاتم جاسم جابر جمال جمعه "
    "كمال كريم نادر ناصر نبيل نواف نايف فهد فيصل فارس فادي فواز فؤاد فوزي عادل عامر عمار عماد "
    "عصام عزيز عبدالله عبدالرحمن عبدالعزيز عبدالكريم عبداللطيف عبدالرحيم عبدالمجيد عبدالملك "
    "عبدالوهاب عبد ماجد مازن مالك مبارك مشعل مشاري مصطفى معاذ معتز منصور مهند مؤيد هاني هشام "
    "هيثم وائل وليد وسام راشد رائد رامي ربيع رشيد رضا رياض تركي بدر بندر بسام باسم باسل بشار "
    "ثامر غازي غانم غسان قاسم قيس لؤي شادي شريف صلاح صباح ضياء ظافر عدنان سامي سامر سلطان سيف "
    "شاكر جهاد جواد حازم حسام خليل خليفه فاطمه عائشه خديجه مريم زينب رقيه سميه اسماء امل "
    "امينه امنه اميره ايمان بسمه بشرى تهاني ثريا جميله جواهر حصه حنان حياه خلود دانه دعاء "
    "دلال رانيا رباب رحاب رشا رنا رنيم ريم ريما زهراء زهره ساره سحر سعاد سلمى سلوى سمر سميره "
    "سناء سهام سوسن شروق شيخه شيماء صفاء ضحى عبير عفاف علياء غاده غدير فرح فريده كريمه كوثر "
    "لبنى لطيفه لمى لميس لولوه ليلى لينا مها منى منال منيره موزه ميساء مي نجلاء نجوى ندى نهى "
    "نوال نوره نور نورا هاجر هاله هبه هدى هند هيا وفاء ولاء ياسمين يسرى جود رهف "
)
_LATIN: Final = (
    "mohammed mohamed muhammad mohammad ahmed ahmad mahmoud hassan hasan hussein hussain ali "
    "omar umar othman osman khalid khaled saad saeed said salem salim salman sulaiman "
    "suleiman ibrahim ismail yousef youssef yusuf musa mousa issa saleh haroun yasser yasin "
    "yaseen taha tariq tareq talal zaid zayed ziad bilal anas osama usama hamza hamad hamed "
    "jassim jasim jaber jamal gamal kamal karim kareem nasser naser nabil nawaf nayef fahad "
    "fahd faisal faris fares fadi fawaz adel amer ammar emad imad essam abdullah abdulrahman "
    "abdulaziz abdul abdel abdelrahman majed mazen malik mubarak mishal mustafa mostafa moaz "
    "mansour muhannad hani hisham hesham haitham wael walid waleed rashid rashed raed rami "
    "ramy turki bader badr bandar basel bassam ghanem ghassan qasim loay sherif sharif salah "
    "sami samer sultan saif jihad hazem khalil khalifa fatima fatma aisha aysha khadija "
    "maryam mariam zainab zeinab asma amal amina amna amira iman eman hanan hessa rania rasha "
    "rana reem rima sara sarah sahar salma samar samira noura nora nour noor huda hoda hind "
    "heba hiba layla leila laila lina lubna maha mona muna moza nada nadia nahla yasmin "
    "yasmine james john robert michael william david richard joseph thomas charles "
    "christopher daniel matthew anthony mark donald steven stephen paul andrew joshua kenneth "
    "kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric "
    "jonathan larry justin scott brandon benjamin samuel gregory alexander patrick frank "
    "raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle "
    "noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold "
    "dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert "
    "willie wayne randy roy vincent ralph eugene russell bobby mason philip louis mary "
    "patricia jennifer linda elizabeth barbara susan jessica karen lisa nancy betty margaret "
    "sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah "
    "stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela "
    "emma nicole helen samantha katherine christine debra rachel carolyn janet catherine "
    "maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina "
    "joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann "
    "madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber "
    "doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie "
    "kayla alexis lori tracy tina robin tony jenny chris alex steve hans klaus stefan jan "
    "lars anders nils pierre luc marc francois carlos luis miguel antonio pedro manuel javier "
    "fernando jorge ana carmen lucia sofia elena rosa giovanni marco paolo luca giulia "
    "francesca ivan dmitri sergei olga natasha wei ming li chen priya raj rahul amit anil "
    "sunil deepak sanjay ravi arjun kumar anita sunita pooja mehmet ayse emre "
)

GIVEN_NAMES: Final = frozenset(fold(name) for name in (_ARABIC + _LATIN).split())
