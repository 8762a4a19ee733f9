"""What the demo town is made of. Every person, employer and address is invented."""

from msgspec import Struct

from backend.domain.decision import Outcome
from backend.domain.joblog import Channel
from backend.domain.period import Kind
from backend.domain.placement import Kind as PlacementKind
from backend.domain.step import Status
from backend.domain.wish import Answer

JOBCENTRE = "Jobcenter Havneby"
AKASSE = "A-kassen Fælleshavn"
CASEWORKERS = (("Karen Lund", "jobcentre"), ("Mads Vinter", "jobcentre"), ("Sofie Brandt", "a-kasse"))
OPERATOR = "Signe Falk"

CITIZENS = (
    "Anne Holm", "Bo Krogh", "Camilla Bech", "Dan Østergaard", "Eva Friis", "Finn Bak", "Gitte Toft", "Hassan Nouri",
    "Ida Kjær", "Jens Lauritsen", "Kamilla Dam", "Lars Munk", "Maja Skov", "Niels Bruun", "Olga Petrenko",
    "Per Vestergaard", "Rikke Dahl", "Samir Haddad", "Tina Bjerre", "Ulla Krag", "Viggo Lind", "Winnie Juhl",
    "Yasmin Aydin", "Zofia Nowak", "Ægir Hansson", "Øjvind Ravn", "Åse Thygesen", "Birthe Mølgaard", "Christian Elkjær",
    "Dorthe Sand", "Emil Hedegaard", "Freja Ladefoged", "Gustav Iversen", "Helle Amdi", "Ivan Kofoed", "Josefine Rask",
    "Kim Bonde", "Lone Winther", "Morten Gade", "Nanna Sloth",
)  # fmt: skip

# (title, employer, place, why it was picked)
JOBS = (
    ("Lagermedarbejder", "Nordkaj Lager & Transport", "Havneby", "Du har kørt truck før, og vagterne ligger om dagen."),
    ("Butiksassistent", "Købmandsgården Solsiden", "Havneby", "Du er god til kunder, og de lærer selv nye op."),
    ("Kontorassistent", "Revision Mellem Broerne", "Storå", "Dine kurser i regneark passer til opgaverne."),
    ("Pædagogmedhjælper", "Børnehuset Humlebien", "Havneby", "Du har sagt, at du gerne vil arbejde med børn."),
    ("Rengøringsassistent", "Blankt & Klart", "Vestermose", "De mangler folk nu, og du kan begynde med det samme."),
    ("Kok", "Spisehuset Tre Gryder", "Havneby", "Din uddannelse er præcis det, de leder efter."),
    ("Chauffør", "Fjordens Fragt", "Storå", "Du har kørekort til lille lastbil."),
    ("Receptionist", "Hotel Lygten", "Havneby", "Du taler tysk og har stået i reception før."),
    ("Social- og sundhedshjælper", "Plejehjemmet Æblehaven", "Vestermose", "Området mangler folk de næste mange år."),
    ("Kundeservicemedarbejder", "Tone Telefoni", "Storå", "Du har erfaring fra telefonen."),
    ("Gartnermedhjælper", "Planteskolen Grønne Fingre", "Vestermose", "Arbejdet er ude, som du gerne vil."),
    ("Tømrer", "Spær & Søn", "Havneby", "Din svendeprøve er ny, og de har ordrer til foråret."),
    ("Laboratorietekniker", "Klarvand Analyse", "Storå", "Din uddannelse passer, og de tager nye med."),
    ("Produktionsmedarbejder", "Emballage Øst", "Havneby", "Vagterne passer med bussen."),
    ("Regnskabsassistent", "Bogholderiet Plus & Minus", "Storå", "Du har lavet løn før."),
    ("Grafisk designer", "Tegnestuen Blæk", "Havneby", "Din mappe ligner det, de laver."),
    ("Teknisk servicemedarbejder", "Boligforeningen Skovkanten", "Vestermose", "Du er handy og kender området."),
    ("Bager", "Bageriet Morgenrøde", "Havneby", "De søger én, der kan stå tidligt op."),
    ("Projektkoordinator", "Energifællesskabet Medvind", "Storå", "Du har styret projekter på dit sidste job."),
    ("Tjener", "Café Ved Kajen", "Havneby", "Du har sagt ja til aftener og weekender."),
)  # fmt: skip

OWN = (
    ("Medarbejder til varemodtagelse", "Lysbro Byggemarked", "Storå"),
    ("Kontorelev, voksen", "Advokaterne på Hjørnet", "Havneby"),
    ("Kantinemedhjælper", "Madfællesskabet Løvspring", "Vestermose"),
    ("Vikar i hjemmeplejen", "Hjemmeplejen Havneby Nord", "Havneby"),
    ("Teamassistent", "Vindstille Consult", "Storå"),
    ("Montør", "Elværkstedet Kortslut", "Havneby"),
    ("Bogholder, deltid", "Foreningen Nabohjælp", "Havneby"),
    ("Ekspedient", "Garn & Gaver", "Vestermose"),
    ("Serviceassistent", "Sygehusvasken Skum", "Storå"),
    ("Butiksmedarbejder", "Cykelhjørnet Klokken", "Havneby"),
)

# Said of an application that was turned down, and of no other.
TURNED_DOWN = "Fik et venligt afslag, men måtte gerne søge igen."
NOTES = (
    "", "", "", "Ringede først og talte med lederen.", "De svarer inden for to uger.", "Sendt gennem deres side.",
    "En tidligere kollega arbejder der.", TURNED_DOWN,
)  # fmt: skip

PRIVATE = (
    "", "", "", "Drømmejob! Øv på, hvad jeg siger om løn.", "Lederen virkede sur i telefonen.",
    "Kun hvis der ikke kommer andet.",
)  # fmt: skip

CONTACTS = ("", "", "Lise i butikken", "Tillidsmanden, lokal 14", "Rekruttering, telefon 70 10 00 00")

# What became of applications, and after how many days.
WAYS: tuple[tuple[tuple[Status, int], ...], ...] = (
    (), (), (), (), (), (), (("rejected", 6),), (("rejected", 12),), (("no_answer", 21),), (("interview", 5),),
    (("interview", 4), ("rejected", 11)), (("interview", 3), ("interview", 8), ("offer", 10)), (("withdrawn", 2),),
)  # fmt: skip

# What people want to apply for: (title, employer, place, days to the deadline).
PLANNED = (
    ("Lagerchef, vikariat", "Nordkaj Lager & Transport", "Havneby", 9),
    ("Kantineleder", "Madfællesskabet Løvspring", "Vestermose", 4),
    ("Sekretær", "Advokaterne på Hjørnet", "Havneby", 15),
    ("Cykelmekaniker", "Cykelhjørnet Klokken", "Havneby", 6),
)


class Asked(Struct, frozen=True, kw_only=True):
    """How much job search somebody was asked for."""

    number: int
    period: Kind = "week"
    channels: tuple[Channel, ...] = ()
    fields: str = ""
    geography: str = ""
    uploads: int = 0


ASKED = (
    Asked(number=2, fields="Lager, butik og kontor", geography="Havneby og Storå"),
    Asked(number=2, geography="Op til en time med bus", uploads=1),
    Asked(number=1, channels=("posted", "unsolicited", "network")),
    Asked(number=6, period="month", fields="Kantine og service", uploads=1),
    Asked(number=2),
    Asked(number=4, period="month", geography="Havneby og Vestermose"),
    Asked(number=3, channels=("posted", "unsolicited", "network", "personal", "agency")),
)

REASONS = (
    "Der er halvanden time hver vej med bus.",
    "De kræver et kørekort, jeg ikke har.",
    "Jeg må ikke løfte tungt for min læge.",
)

ROOMS = ("lokale 2", "lokale 3", "lokale 5", "mødelokalet i stuen")

TRACK_REASONS = (
    "Målene er realistiske, og der er mange job i området.",
    "Faget mangler folk, og uddannelsen kan begynde til foråret.",
    "Det er længe siden, du har haft et fast job, så vi mødes oftere.",
)

AIMS = (
    "Lagermedarbejder", "Butiksassistent", "Kontorassistent", "Pædagogmedhjælper", "Kok", "Chauffør", "Receptionist",
    "Social- og sundhedshjælper", "Kundeservicemedarbejder", "Tømrer", "Laborant", "Regnskabsassistent",
)  # fmt: skip
BROADER = "Servicemedarbejder"
MOVED = ("Der var for få opslag.", "Min ryg kan ikke klare det.", "Jeg vil prøve bredere.")

# (what is wished, what is answered, and in which words)
WISHES: tuple[tuple[str, Answer, str], ...] = (
    ("Hvad kan jeg gøre ved de afslag, der kommer uden grund?", "yes", "Det tager vi først på mødet."),
    ("Må jeg tage et truckkort?", "no", "Ikke nu: der er ingen job i nærheden, der beder om det. Vi ser på det igen."),
    ("Kan jeg få hjælp til min ansøgning på engelsk?", "yes", "Ja. Tag den med, så læser vi den sammen."),
    ("Hvordan søger jeg i Storå, når bussen ikke kører om aftenen?", "yes", "Godt spørgsmål. Vi ser på køreplanen."),
)

# (what it is, where, what it is to lead to, what it gave)
PLACEMENTS: tuple[tuple[PlacementKind, str, str, str], ...] = (
    (
        "internship",
        "Planteskolen Grønne Fingre",
        "Prøve, om ryggen kan klare arbejdet ude.",
        "Ryggen holdt. Jeg vil ud.",
    ),
    (
        "wage-subsidy",
        "Boligforeningen Skovkanten",
        "Vise, hvad du kan, til de ansætter til foråret.",
        "De skriver i marts.",
    ),
    ("upskilling", "Havneby Voksencenter", "Regneark, som tre af jobbene beder om.", "Beviset er kommet."),
    ("education", "Storå Erhvervsskole", "Begynde på det første modul.", "Bestod, og fortsætter til sommer."),
)

# (what was decided, why, what the citizen says to it)
DECIDED: tuple[tuple[Outcome, str, str], ...] = (
    ("no-doubt", "Du søger bredt og følger op på det, vi aftaler.", ""),
    ("no-doubt", "Der var få ansøgninger, mens dit barn var syg. Det er en god grund.", "Tak, fordi du spurgte."),
    ("watch", "Der mangler ansøgninger til to af jobbene. Vi ser på det igen næste gang.", "Jeg når dem i denne uge."),
)
