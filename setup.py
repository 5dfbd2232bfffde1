from setuptools import find_packages, setup

found = find_packages(exclude=["tests", "tests.*", "benchmarks", "benchmarks.*"])
rooms = {f"gapless.{room}" for room in found if "." not in room}
litter = [f"{depth}{folder}/*" for depth in ("", "*/") for folder in ("__pycache__", "node_modules")]
setup(
    # Named so that the build leaves this file out of the package whose root it stands in.
    script_name="setup.py",
    package_dir={"gapless": "."},
    packages=["gapless", *(f"gapless.{room}" for room in found)],
    # Every file of a room belongs to it: pages, templates, fonts, migrations. The courses travel beside the rooms.
    package_data={"gapless": ["courses/**/*"], **{room: ["**/*"] for room in rooms}},
    exclude_package_data={"": litter},
)
