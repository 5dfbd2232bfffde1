from setuptools import find_packages, setup

rooms = find_packages(exclude=["tests", "tests.*", "benchmarks", "benchmarks.*"])
setup(package_dir={"gapless": "."}, packages=["gapless", *(f"gapless.{room}" for room in rooms)])
