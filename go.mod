module twocups

go 1.26
