"""What are the district, its networks, its schools and its people called?"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DISTRICT = "Juniper Valley Public Schools"
DISTRICT_NUMBER = "071802"
DISTRICT_SID = "DIST"
DOMAIN = "juniper.example"

OAK_HOLLOW = "Oak Hollow Middle School"
BITTERROOT = "Bitterroot Middle School"

NETWORKS = ("East", "West", "North", "South", "Central", "River", "Mesa", "Lakes")

STEMS = _words(
    "Juniper Alder Sage Cottonwood Larkspur Aspen Willow Heron Pinyon Meadowlark Cedar Lupine "
    "Magpie Sumac Quail Hawthorn Mesquite Bluebird Redbud Pecan Kestrel Yarrow Sycamore Otter "
    "Elm Wren"
)
PLACES = _words("Creek Ridge Park Springs Grove Hill Crossing Meadow Bend Canyon Point Valley")

GIVEN_FEMALE = _words(
    "Maya Ava Grace Naomi Zoe Hannah Leah Chloe Aaliyah Imani Nia Jada Amara Layla Fatima Sofia "
    "Camila Valentina Lucia Elena Mariana Ximena Daniela Isabela Mei Linh Priya Anika Yuna "
    "Kavya Emma Olivia Ruby Violet Nora Abigail Claire Lily Josephine Harper Savannah Tessa "
    "Winona Kaya Leilani Noor Zahra Ines Freya Rosa Tamika Destiny Brielle Esther Ruth Miriam "
    "Thandiwe Adaeze"
)
GIVEN_MALE = _words(
    "Liam Noah Elijah Caleb Isaiah Malik Darius Xavier Jamal Kofi Omar Yusuf Mateo Santiago "
    "Diego Luis Emiliano Andres Joaquin Rafael Wei Minh Arjun Rohan Kenji Tariq Owen Henry Jack "
    "Samuel Theo Wyatt Eli Lucas Levi Julian Marcus Andre Terrence Dominic Felix Ivan Mikhail "
    "Nikhil Sione Makoa Hiro Amir Abel Simon Tobias Jonah Micah Ezra Gabriel Trevor Desmond "
    "Chidi"
)
FAMILY_HISPANIC = _words(
    "Garcia Hernandez Lopez Martinez Gonzalez Rodriguez Perez Sanchez Ramirez Torres Flores "
    "Rivera Gomez Diaz Reyes Morales Cruz Ortiz Gutierrez Chavez Ramos Ruiz Mendoza Vargas "
    "Castillo Jimenez Moreno Romero Herrera Medina Aguilar Vega Salazar Delgado Contreras "
    "Fuentes Navarro Campos Rosales Zamora"
)
FAMILY_ASIAN = _words(
    "Nguyen Tran Le Pham Kim Park Lee Choi Chen Wang Li Liu Zhang Wu Patel Shah Singh Kaur "
    "Gupta Rao Reddy Khan Ahmed Tanaka Sato Suzuki Yamamoto Santos Reyes Bautista Vang Xiong "
    "Yang Chowdhury Das Iyer"
)
FAMILY_OTHER = _words(
    "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Thomas Taylor Moore "
    "Jackson Martin Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright "
    "Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell "
    "Parker Evans Edwards Collins Stewart Morris Rogers Reed Cook Morgan Bell Murphy Bailey "
    "Cooper Richardson Howard Ward Peterson Gray James Watson Brooks Sanders Price Bennett Wood "
    "Barnes Ross Henderson Coleman Jenkins Perry Powell Patterson Hughes Washington Butler "
    "Simmons Foster Bryant Alexander Russell Griffin Hayes Ford Hamilton Graham Sullivan "
    "Wallace Woods Cole West Jordan Owens Fisher Ellis Okafor Mensah Diallo Abdi Kowalski Novak "
    "Petrov Haddad Begay Tsosie Whitehorse Kealoha Tupou Schmidt Larsen Olsen Rossi Costa "
    "Dubois Murray"
)

OFFICE = (
    ("Beatriz", "Salcedo"),
    ("Owen", "Marsh"),
    ("Keisha", "Rowland"),
    ("Aaron", "Feld"),
    ("Jamal", "Brodie"),
    ("Nadia", "Haddad"),
    ("Wendy", "Cho"),
    ("Paul", "Nieminen"),
    ("Carmen", "Ibarra"),
    ("Leon", "Tate"),
    ("Huda", "Karimi"),
    ("Mateo", "Quiroga"),
    ("Grace", "Lindholm"),
    ("Rosa", "Delmar"),
    ("Derrick", "Vaughn"),
    ("Ana", "Prado"),
    ("Yolanda", "Keene"),
    ("Victor", "Amaya"),
)
"""Who else works in the central office."""

STORY = (
    ("Renata", "Alvarez", "principal", OAK_HOLLOW),
    ("Joy", "Nakamura", "teacher", OAK_HOLLOW),
    ("Theo", "Lindqvist", "principal", BITTERROOT),
    *(
        (given, family, "districtAdministrator", "")
        for given, family in (
            ("Marcus", "Bell"),
            ("Elena", "Castillo"),
            ("Tomasz", "Wieczorek"),
            ("Denise", "Okafor"),
            ("Priya", "Raman"),
            ("Lorna", "Whitfield"),
            ("Hana", "Sorensen"),
            ("Sam", "Whitehorse"),
            ("Dev", "Patel"),
            ("Ruth", "Kaplan"),
            *OFFICE,
        )
    ),
)
"""Who of the story works where, without a class; an empty place is the district."""

GRADE_7_TEACHERS = (("Imani", "Foster"), ("Luis", "Ortega"))
"""Who of the story teaches grade 7 at Oak Hollow."""
